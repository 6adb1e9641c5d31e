#!/bin/sh
# Prints assembly that puts the files of sql/, of the built interface and of lang/*/server/ into the binary, as src/kernel/embedded.h
# declares them. Names are relative to their folder and sorted, so a build is the same every time.
set -eu
export LC_ALL=C

table() { # NAME FOLDER FILES...
    name=$1 folder=$2
    shift 2
    count=0
    printf '    .section .rodata\n'
    for file in "$@"; do
        printf '%s_name_%d: .asciz "%s"\n' "$name" "$count" "$file"
        printf '    .balign 16\n%s_data_%d: .incbin "%s/%s"\n%s_end_%d: .byte 0\n' \
            "$name" "$count" "$folder" "$file" "$name" "$count"
        count=$((count + 1))
    done
    printf '    .section .data.rel.ro, "aw"\n    .balign 8\n    .globl %s, %s_count\n%s:\n' "$name" "$name" "$name"
    i=0
    while [ "$i" -lt "$count" ]; do
        printf '    .quad %s_name_%d, %s_data_%d, %s_end_%d - %s_data_%d\n' \
            "$name" "$i" "$name" "$i" "$name" "$i" "$name" "$i"
        i=$((i + 1))
    done
    printf '    .quad 0, 0, 0\n%s_count: .quad %d\n' "$name" "$count"
}

files() { # FOLDER
    (cd "$1" && find . -type f ! -name '.stamp' | sed 's|^\./||' | sort)
}

# Names have no spaces: the tools that write them see to that.
table embedded_sql "$1" $(cd "$1" && ls ./*.sql | sed 's|^\./||' | sort)
table embedded_web "$2" $(files "$2")
table embedded_lang "$3" $(files "$3" | grep /server/)
printf '    .section .note.GNU-stack, "", @progbits\n'

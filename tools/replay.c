/* Feeds each file of the folders (or files) named to one fuzz target: the corpora of tests/fuzz/ without a fuzzer. */
#include <dirent.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replayed;

static void replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(1);
    }
    size_t room = 1 << 20, size = 0, got;
    uint8_t *data = malloc(room);
    while (data && (got = fread(data + size, 1, room - size, f)) > 0) {
        size += got;
        if (size == room) data = realloc(data, room *= 2);
    }
    fclose(f);
    /* A copy of the exact size, so that reading one byte past it is seen. */
    uint8_t *exact = malloc(size ? size : 1);
    for (size_t i = 0; i < size; i++) exact[i] = data[i];
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    free(data);
    replayed++;
}

static void replay(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        perror(path);
        exit(1);
    }
    if (!S_ISDIR(st.st_mode)) {
        replay_file(path);
        return;
    }
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d));) {
        char inside[PATH_MAX];
        if (e->d_name[0] == '.') continue;
        snprintf(inside, sizeof inside, "%s/%s", path, e->d_name);
        replay_file(inside);
    }
    if (d) closedir(d);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) replay(argv[i]);
    printf("%d inputs replayed\n", replayed);
    return replayed ? 0 : 1;
}

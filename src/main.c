/* Waymark. What it can do is in app/app.c; how commands are found and run is in kernel/command.c. */
#include "app/app.h"

int main(int argc, char **argv)
{
    return command_main(argc, argv, &waymark_app);
}

// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "shared.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void gpio_copy_text(char out[CISTERNA_GPIO_TEXT], const char *text) {
    snprintf(out, CISTERNA_GPIO_TEXT, "%s", text == NULL ? "" : text);
}

int gpio_never_wait(int fd, const char **call) {
    const int flags = fcntl(fd, F_GETFL);
    if (flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0) return 0;
    GPIO_NOTE(call, "fcntl");
    return -errno;
}

/// A character device and not a link: the Raspberry Pi's kernel leaves links under the numbers of its past, and a chip
/// must not be found twice.
static int is_chip(const struct dirent *entry) {
    static const char prefix[] = "gpiochip";
    if (strncmp(entry->d_name, prefix, sizeof prefix - 1) != 0) return 0;
    char path[sizeof "/dev/" + sizeof entry->d_name];
    snprintf(path, sizeof path, "/dev/%s", entry->d_name);
    struct stat status;
    return lstat(path, &status) == 0 && S_ISCHR(status.st_mode);
}

int cisterna_gpio_chips(struct cisterna_gpio_chip *chips, int capacity, const char **call) {
    struct dirent **entries = NULL;
    const int count = scandir("/dev", &entries, is_chip, versionsort);
    if (count < 0) {
        GPIO_NOTE(call, "scandir");
        return -errno;
    }
    for (int i = 0; i < count; i++) {
        if (i < capacity) {
            memset(&chips[i], 0, sizeof chips[i]);
            snprintf(chips[i].path, sizeof chips[i].path, "/dev/%.50s", entries[i]->d_name);
            gpio_describe_chip(&chips[i]);
        }
        free(entries[i]);
    }
    free(entries);
    return count;
}

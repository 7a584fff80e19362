// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "boot_id.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BOOT_ID_LENGTH 36

int cisterna_boot_id(char out[37]) {
    memset(out, 0, BOOT_ID_LENGTH + 1);
    const char *given = getenv("CISTERNA_BOOT_ID");
    if (given != NULL && *given != 0) {
        const size_t length = strlen(given);
        if (length > BOOT_ID_LENGTH) return EINVAL;
        memcpy(out, given, length);
        return 0;
    }
    const int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return errno;
    const ssize_t got = read(fd, out, BOOT_ID_LENGTH);
    const int error = got < 0 ? errno : EIO;
    close(fd);
    return got == BOOT_ID_LENGTH ? 0 : error;
}

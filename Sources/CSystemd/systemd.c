// SPDX-License-Identifier: Apache-2.0
#include "CSystemd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-daemon.h>

int cisterna_sd_notify(const char *state) { return sd_notify(0, state); }

int cisterna_sd_listen_descriptor(void) {
    char **names = NULL;
    int count = sd_listen_fds_with_names(1, &names);
    int found = count == 1 ? SD_LISTEN_FDS_START : -1;
    if (count > 1) {
        found = -EINVAL;
        for (int index = 0; index < count; index++) {
            if (names && names[index] && strcmp(names[index], "varlink") == 0) found = SD_LISTEN_FDS_START + index;
        }
    }
    if (names) {
        for (char **name = names; *name; name++) free(*name);
        free(names);
    }
    return found;
}

uint64_t cisterna_sd_watchdog_usec(void) {
    uint64_t usec = 0;
    return sd_watchdog_enabled(0, &usec) > 0 ? usec : 0;
}

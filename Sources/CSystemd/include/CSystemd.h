// SPDX-License-Identifier: Apache-2.0

/// What the daemon says to systemd and takes from it.
#ifndef CISTERNA_CSYSTEMD_H
#define CISTERNA_CSYSTEMD_H

#include <stdint.h>

/// Sends lines of KEY=VALUE to $NOTIFY_SOCKET. Positive: sent; 0: there is no such socket; negative: -errno.
int cisterna_sd_notify(const char *state);

/// The socket that systemd hands over: the one named "varlink", or the only one there is. -1 where there is none; -EINVAL
/// where there are several and none bears the name. The environment's LISTEN_ variables are taken away.
int cisterna_sd_listen_descriptor(void);

/// Microseconds within which systemd wants WATCHDOG=1; 0 where it wants none.
uint64_t cisterna_sd_watchdog_usec(void);

#endif

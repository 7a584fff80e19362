// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_WAITING_H
#define CISTERNA_WAITING_H

#include <stdint.h>

#include "real_time.h"

/// How many descriptors `cisterna_poll_until` and a descriptor of `cisterna_watch` take at most.
#define CISTERNA_WAIT_LIMIT 16

/// A timer on the monotonic clock for `cisterna_poll_until`; a descriptor or -errno.
int cisterna_timerfd(void);

/// Waits until the monotonic clock reads `deadline_ns` or one of `count` descriptors is readable, broken or hung up.
///
/// Bit i of `ready` is set for `fds[i]`; none is set when the deadline came first. Descriptors below 0 are passed over.
/// A deadline of INT64_MAX never comes. The timer's own expiry is drained. 0 or an errno: EBADF if a descriptor is not
/// open, which polling alone would report for ever at once.
CISTERNA_REAL_TIME int cisterna_poll_until(
    int64_t deadline_ns, int timerfd, const int *fds, int count, uint32_t *ready);

/// A descriptor by which one thread wakes another: non-blocking, closed on exec. The descriptor or -errno.
int cisterna_eventfd(void);

/// Wakes whoever waits on an eventfd. 0 or an errno; signals that nobody has drained yet run together.
CISTERNA_REAL_TIME int cisterna_event_signal(int fd);

/// Takes the signals off an eventfd: how many there were, 0 for none, or -errno.
CISTERNA_REAL_TIME int64_t cisterna_event_drain(int fd);

/// One descriptor that is readable while any of those added to it is. The descriptor or -errno.
int cisterna_watch(void);

/// Adds a descriptor under a number below CISTERNA_WAIT_LIMIT. 0 or an errno.
int cisterna_watch_add(int watch, int fd, uint32_t number);

/// Takes a descriptor out again, as one that broke and would be readable for ever. 0 or an errno.
CISTERNA_REAL_TIME int cisterna_watch_remove(int watch, int fd);

/// Which of the descriptors are readable, broken or hung up now: a bit for each number. 0 or an errno; never waits.
CISTERNA_REAL_TIME int cisterna_watch_ready(int watch, uint32_t *ready);

#endif

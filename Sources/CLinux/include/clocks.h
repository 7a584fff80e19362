// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_CLOCKS_H
#define CISTERNA_CLOCKS_H

#include <stdint.h>

#include "real_time.h"

/// Nanoseconds of CLOCK_MONOTONIC: goes on evenly, stands still while the machine is suspended.
CISTERNA_REAL_TIME int64_t cisterna_monotonic_ns(void);

/// Nanoseconds of CLOCK_BOOTTIME: as the monotonic clock, but counts suspension too.
CISTERNA_REAL_TIME int64_t cisterna_boottime_ns(void);

/// Nanoseconds of CLOCK_REALTIME since 1970: the wall clock, which may be set.
CISTERNA_REAL_TIME int64_t cisterna_realtime_ns(void);

/// Sleeps until the monotonic clock reads `ns`, however often a signal comes between. 0 or an errno.
CISTERNA_REAL_TIME int cisterna_sleep_until(int64_t ns);

/// Stays busy until the monotonic clock reads `ns`. For microseconds only: nothing else runs on this processor.
CISTERNA_REAL_TIME void cisterna_spin_until(int64_t ns);

/// Whether the wall clock is synchronised, by the kernel's word, or by systemd-timesyncd's where this process may not ask the
/// kernel: 1 yes, 0 no, -errno where neither says.
int cisterna_clock_synchronised(void);

#endif

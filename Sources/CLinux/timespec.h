// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_TIMESPEC_H
#define CISTERNA_TIMESPEC_H

#include <stdint.h>
#include <time.h>

#define NANOSECONDS_PER_SECOND INT64_C(1000000000)

/// An instant as the kernel takes it. Instants before the clock's zero have passed just as zero has, and a time_t of 32
/// bits ends 68 years after it.
static inline struct timespec timespec_from_ns(int64_t ns) {
    struct timespec time = {0};
    if (ns <= 0) return time;
    int64_t seconds = ns / NANOSECONDS_PER_SECOND;
    if (sizeof(time.tv_sec) < sizeof(seconds) && seconds > INT32_MAX) seconds = INT32_MAX;
    time.tv_sec = (time_t)seconds;
    time.tv_nsec = (long)(ns % NANOSECONDS_PER_SECOND);
    return time;
}

#endif

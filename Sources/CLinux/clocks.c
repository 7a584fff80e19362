// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "clocks.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <time.h>

#include "timespec.h"

static int64_t read_clock(clockid_t clock) {
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * NANOSECONDS_PER_SECOND + now.tv_nsec;
}

int64_t cisterna_monotonic_ns(void) { return read_clock(CLOCK_MONOTONIC); }

int64_t cisterna_boottime_ns(void) { return read_clock(CLOCK_BOOTTIME); }

int64_t cisterna_realtime_ns(void) { return read_clock(CLOCK_REALTIME); }

int cisterna_sleep_until(int64_t ns) {
    const struct timespec until = timespec_from_ns(ns);
    int error;
    do {
        error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
    } while (error == EINTR);
    return error;
}

void cisterna_spin_until(int64_t ns) {
    while (cisterna_monotonic_ns() < ns) {
    }
}

int cisterna_clock_synchronised(void) {
    struct timex state = {0};
    const int result = adjtimex(&state);
    if (result < 0) {
        const int error = errno;
        // A hardened unit may not ask the kernel; what systemd-timesyncd has found, everybody may see.
        // It is touched at each synchronisation, at most 2048 s apart.
        struct stat mark;
        if (stat("/run/systemd/timesync/synchronized", &mark) != 0) return -error;
        return time(NULL) - mark.st_mtime <= 2 * 2048 ? 1 : 0;
    }
    return result != TIME_ERROR && !(state.status & STA_UNSYNC);
}

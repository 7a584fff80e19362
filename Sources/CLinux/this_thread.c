// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "this_thread.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int cisterna_thread_fifo(int priority) {
    const struct sched_param parameters = {.sched_priority = priority};
    return pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters);
}

int cisterna_thread_fair(int nice) {
    const struct sched_param parameters = {.sched_priority = 0};
    const int error = pthread_setschedparam(pthread_self(), SCHED_OTHER, &parameters);
    if (error != 0) return error;
    // On Linux a thread has a nice value of its own.
    return setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), nice) == 0 ? 0 : errno;
}

int cisterna_thread_name(const char *name) {
    char cut[16] = {0};
    strncpy(cut, name, sizeof cut - 1);
    return pthread_setname_np(pthread_self(), cut);
}

int32_t cisterna_thread_id(void) { return (int32_t)gettid(); }

int cisterna_thread_affinity(uint64_t mask) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (int processor = 0; processor < 64; processor++) {
        if (mask >> processor & 1) CPU_SET(processor, &set);
    }
    return sched_setaffinity(0, sizeof set, &set) == 0 ? 0 : errno;
}

int cisterna_thread_timer_slack(uint64_t ns) {
    return prctl(PR_SET_TIMERSLACK, (unsigned long)ns, 0, 0, 0) == 0 ? 0 : errno;
}

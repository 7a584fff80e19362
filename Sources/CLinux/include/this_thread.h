// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_THIS_THREAD_H
#define CISTERNA_THIS_THREAD_H

#include <stdint.h>

#include "real_time.h"

/// Puts the calling thread into SCHED_FIFO at `priority`. 0 or an errno: EPERM where the limit does not allow it.
int cisterna_thread_fifo(int priority);

/// Puts the calling thread back among the others, with `nice` (-20 to 19, the lower the more of the processor). 0 or an errno:
/// EACCES where the limit does not allow that nice value; the thread is among the others all the same.
int cisterna_thread_fair(int nice);

/// Names the calling thread for ps, top and traces; what is beyond 15 bytes is cut. 0 or an errno.
int cisterna_thread_name(const char *name);

/// The kernel's number of the calling thread, as in /proc/self/task.
CISTERNA_REAL_TIME int32_t cisterna_thread_id(void);

/// Keeps the calling thread to the processors whose bits are set in `mask` (0 to 63). 0 or an errno.
int cisterna_thread_affinity(uint64_t mask);

/// How late the kernel may wake the calling thread to save wake-ups; counts outside SCHED_FIFO only. 0 or an errno.
int cisterna_thread_timer_slack(uint64_t ns);

#endif

// SPDX-License-Identifier: Apache-2.0

/// Counts allocations, for benchmarks and tests: whatever links this has its malloc family replaced by one that counts.
#ifndef CISTERNA_CALLOCATIONS_H
#define CISTERNA_CALLOCATIONS_H

#include <stdint.h>

/// How often the calling thread has allocated so far.
int64_t cisterna_allocations_of_this_thread(void);

#endif

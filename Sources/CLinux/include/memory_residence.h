// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_MEMORY_RESIDENCE_H
#define CISTERNA_MEMORY_RESIDENCE_H

#include <stddef.h>

/// Locks all memory of the process, now and later, page by page as each is first touched. 0 or an errno.
///
/// On fault, since the whole reserved address space of a Swift program would otherwise become resident.
int cisterna_lock_memory(void);

/// Touches 128 KiB of the calling thread's stack, so that real-time work on it meets no page fault.
void cisterna_prefault_stack(void);

/// Makes each page of a region present and writable; the contents stay. Before the region is shared with another
/// thread: kernels older than 5.14 need a write for it.
void cisterna_prefault(void *region, size_t size);

/// Asks the kernel to keep processors out of slow idle states until the descriptor is closed. It or -errno.
int cisterna_latency_hold(void);

#endif

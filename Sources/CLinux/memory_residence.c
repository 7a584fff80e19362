// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "memory_residence.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// In the kernel since 5.14; in older headers it has no name.
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

#define PREFAULTED_STACK (128 * 1024)
// No page is smaller.
#define SMALLEST_PAGE 4096

int cisterna_lock_memory(void) {
    return mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0 ? 0 : errno;
}

__attribute__((noinline)) void cisterna_prefault_stack(void) {
    volatile char frame[PREFAULTED_STACK];
    for (size_t i = 0; i < sizeof frame; i += SMALLEST_PAGE) frame[i] = 0;
    frame[sizeof frame - 1] = 0;
}

void cisterna_prefault(void *region, size_t size) {
    if (size == 0) return;
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t first = (uintptr_t)region & ~(page - 1);
    const uintptr_t last = (uintptr_t)region + size - 1;
    if (madvise((void *)first, last - first + 1, MADV_POPULATE_WRITE) == 0) return;
    volatile char *bytes = region;
    for (size_t i = 0; i < size; i += SMALLEST_PAGE) bytes[i] = bytes[i];
    bytes[size - 1] = bytes[size - 1];
}

int cisterna_latency_hold(void) {
    const int fd = open("/dev/cpu_dma_latency", O_WRONLY | O_CLOEXEC);
    if (fd < 0) return -errno;
    const int32_t microseconds = 0;
    if (write(fd, &microseconds, sizeof microseconds) != sizeof microseconds) {
        const int error = errno;
        close(fd);
        return -error;
    }
    return fd;
}

// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_REAL_TIME_H
#define CISTERNA_REAL_TIME_H

/// Marks a function that the real-time thread may call: it neither allocates nor locks. Swift's performance
/// annotations believe the mark, so each function that bears it has to be read with that in mind.
#if defined(__has_attribute) && __has_attribute(swift_attr)
#define CISTERNA_REAL_TIME \
    __attribute__((swift_attr("@_noAllocation"))) __attribute__((swift_attr("@_noLocks")))
#else
#define CISTERNA_REAL_TIME
#endif

#endif

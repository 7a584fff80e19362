// SPDX-License-Identifier: Apache-2.0

/// GPIO lines through libgpiod, the same for its version 1 and its version 2.
///
/// Which of the two is meant shows when this is compiled, by the header that is installed. Chips go by their path here;
/// who asks has found the path by the chip's label. Every request holds a handle of its own, so that requests may belong
/// to different threads.
///
/// Functions that can fail give 0 or -errno, and then name in `call` the library's function that failed. Values are
/// logical: 1 is asserted, whatever the line's polarity.
#ifndef CISTERNA_CGPIOD_H
#define CISTERNA_CGPIOD_H

#include <stdbool.h>
#include <stdint.h>

/// Marks a function that the real-time thread may call: it neither allocates nor locks. Swift's performance
/// annotations believe the mark, so each function that bears it has to be read with that in mind.
#if defined(__has_attribute) && __has_attribute(swift_attr)
#define CISTERNA_GPIO_REAL_TIME \
    __attribute__((swift_attr("@_noAllocation"))) __attribute__((swift_attr("@_noLocks")))
#else
#define CISTERNA_GPIO_REAL_TIME
#endif

/// Room for a name, its zero included; the kernel's own names have 32.
#define CISTERNA_GPIO_TEXT 64

/// Lines in one request of outputs at most.
#define CISTERNA_GPIO_OUTPUTS 4

/// Edges that one read gives at most.
#define CISTERNA_GPIO_EDGES 16

struct cisterna_gpio_chip {
    char path[CISTERNA_GPIO_TEXT];
    char label[CISTERNA_GPIO_TEXT];
    uint32_t line_count;
    /// Why it could not be opened: 0 or an errno. Label and count are then empty.
    int32_t error;
};

struct cisterna_gpio_line {
    char name[CISTERNA_GPIO_TEXT];
    char consumer[CISTERNA_GPIO_TEXT];
    uint32_t offset;
    /// Somebody holds it, another process or the kernel.
    bool is_used;
    bool is_output;
};

enum cisterna_gpio_bias {
    CISTERNA_GPIO_BIAS_AS_IS,
    CISTERNA_GPIO_BIAS_DISABLED,
    CISTERNA_GPIO_BIAS_PULL_UP,
    CISTERNA_GPIO_BIAS_PULL_DOWN,
};

/// One line of a request of outputs.
struct cisterna_gpio_output {
    uint32_t offset;
    bool is_active_low;
    /// What it is driven to from the first moment on.
    bool value;
};

struct cisterna_gpio_edge {
    /// The kernel's time of it on the monotonic clock.
    int64_t ns;
    /// To asserted; else to not asserted.
    bool is_rise;
};

/// A request that holds one line or several, all outputs.
typedef struct cisterna_gpio_outputs cisterna_gpio_outputs;

/// A request that holds one input line and watches both its edges.
typedef struct cisterna_gpio_input cisterna_gpio_input;

/// The major version of libgpiod that this was compiled against: 1 or 2.
int cisterna_gpio_version(void);

/// Whether requests have the kernel debounce. Version 1 has no way to ask for it: then edges come raw.
bool cisterna_gpio_debounces(void);

/// The machine's chips, in the order of their numbers, links left out; how many there are or -errno. What is beyond
/// `capacity` is counted only.
int cisterna_gpio_chips(struct cisterna_gpio_chip *chips, int capacity, const char **call);

/// The lines of a chip; how many it has or -errno. What is beyond `capacity` is counted only.
int cisterna_gpio_lines(const char *path, struct cisterna_gpio_line *lines, int capacity, const char **call);

/// Reads a line without driving it: as an input, which releases it if it was driven, or as it is, which changes nothing.
/// Held for that moment only. 0 or 1, or -errno.
int cisterna_gpio_read(
    const char *path, uint32_t offset, bool is_active_low, bool as_input, const char *consumer, const char **call);

/// Requests outputs, all in one request.
int cisterna_gpio_request_outputs(
    const char *path, const struct cisterna_gpio_output *lines, int count, const char *consumer,
    cisterna_gpio_outputs **request, const char **call);

/// Sets one line of a request and leaves the others as they are. 0 or -errno.
CISTERNA_GPIO_REAL_TIME int cisterna_gpio_set(cisterna_gpio_outputs *request, int index, bool value);

void cisterna_gpio_release_outputs(cisterna_gpio_outputs *request);

/// Requests an input with both edges. `debounce_us` is passed over where `cisterna_gpio_debounces` says no.
int cisterna_gpio_request_input(
    const char *path, uint32_t offset, bool is_active_low, enum cisterna_gpio_bias bias, uint32_t debounce_us,
    const char *consumer, cisterna_gpio_input **request, const char **call);

/// Readable when there are edges to read.
CISTERNA_GPIO_REAL_TIME int cisterna_gpio_input_descriptor(const cisterna_gpio_input *request);

/// The line's level now: 0 or 1, or -errno.
CISTERNA_GPIO_REAL_TIME int cisterna_gpio_input_level(cisterna_gpio_input *request);

/// Reads up to CISTERNA_GPIO_EDGES edges, oldest first; how many, 0 where there are none, or -errno. Never waits.
CISTERNA_GPIO_REAL_TIME int cisterna_gpio_input_edges(
    cisterna_gpio_input *request, struct cisterna_gpio_edge *edges);

void cisterna_gpio_release_input(cisterna_gpio_input *request);

#endif

// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <gpiod.h>

#ifndef GPIOD_LINE_BULK_MAX_LINES

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "shared.h"

// Edges that the kernel keeps for an input until they are read.
#define KERNEL_EDGES 64

struct cisterna_gpio_outputs {
    struct gpiod_line_request *request;
    unsigned int offsets[CISTERNA_GPIO_OUTPUTS];
    int count;
};

struct cisterna_gpio_input {
    struct gpiod_line_request *request;
    // Made with the request: reading into it allocates nothing.
    struct gpiod_edge_event_buffer *buffer;
    unsigned int offset;
    int fd;
};

int cisterna_gpio_version(void) { return 2; }

bool cisterna_gpio_debounces(void) { return true; }

/// What errno says; 0 would read as success.
static int failure(const char **call, const char *name) {
    GPIO_NOTE(call, name);
    return errno != 0 ? -errno : -EIO;
}

void gpio_describe_chip(struct cisterna_gpio_chip *chip) {
    struct gpiod_chip *handle = gpiod_chip_open(chip->path);
    struct gpiod_chip_info *info = handle == NULL ? NULL : gpiod_chip_get_info(handle);
    if (info == NULL) {
        chip->error = errno != 0 ? errno : EIO;
    } else {
        gpio_copy_text(chip->label, gpiod_chip_info_get_label(info));
        chip->line_count = (uint32_t)gpiod_chip_info_get_num_lines(info);
        gpiod_chip_info_free(info);
    }
    if (handle != NULL) gpiod_chip_close(handle);
}

/// Reads all lines of an open chip; how many it has or -errno.
static int read_lines(
    struct gpiod_chip *chip, struct cisterna_gpio_line *lines, int capacity, const char **call) {
    struct gpiod_chip_info *chip_info = gpiod_chip_get_info(chip);
    if (chip_info == NULL) return failure(call, "gpiod_chip_get_info");
    const int count = (int)gpiod_chip_info_get_num_lines(chip_info);
    gpiod_chip_info_free(chip_info);
    for (int i = 0; i < count && i < capacity; i++) {
        struct gpiod_line_info *info = gpiod_chip_get_line_info(chip, (unsigned int)i);
        if (info == NULL) return failure(call, "gpiod_chip_get_line_info");
        lines[i].offset = (uint32_t)i;
        gpio_copy_text(lines[i].name, gpiod_line_info_get_name(info));
        gpio_copy_text(lines[i].consumer, gpiod_line_info_get_consumer(info));
        lines[i].is_used = gpiod_line_info_is_used(info);
        lines[i].is_output = gpiod_line_info_get_direction(info) == GPIOD_LINE_DIRECTION_OUTPUT;
        gpiod_line_info_free(info);
    }
    return count;
}

int cisterna_gpio_lines(const char *path, struct cisterna_gpio_line *lines, int capacity, const char **call) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (chip == NULL) return failure(call, "gpiod_chip_open");
    const int count = read_lines(chip, lines, capacity, call);
    gpiod_chip_close(chip);
    return count;
}

/// Requests the lines of `config` from the chip at `path`. 0 or -errno.
static int request_lines(
    const char *path, struct gpiod_line_config *config, const char *consumer, struct gpiod_line_request **request,
    const char **call) {
    struct gpiod_request_config *request_config = gpiod_request_config_new();
    if (request_config == NULL) return failure(call, "gpiod_request_config_new");
    gpiod_request_config_set_consumer(request_config, consumer);
    gpiod_request_config_set_event_buffer_size(request_config, KERNEL_EDGES);
    int error = 0;
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (chip == NULL) {
        error = failure(call, "gpiod_chip_open");
    } else {
        *request = gpiod_chip_request_lines(chip, request_config, config);
        if (*request == NULL) error = failure(call, "gpiod_chip_request_lines");
        gpiod_chip_close(chip);
    }
    gpiod_request_config_free(request_config);
    return error;
}

/// Requests one line with these settings. 0 or -errno.
static int request_line(
    const char *path, unsigned int offset, struct gpiod_line_settings *settings, const char *consumer,
    struct gpiod_line_request **request, const char **call) {
    struct gpiod_line_config *config = gpiod_line_config_new();
    if (config == NULL) return failure(call, "gpiod_line_config_new");
    int error;
    if (gpiod_line_config_add_line_settings(config, &offset, 1, settings) < 0) {
        error = failure(call, "gpiod_line_config_add_line_settings");
    } else {
        error = request_lines(path, config, consumer, request, call);
    }
    gpiod_line_config_free(config);
    return error;
}

int cisterna_gpio_read(
    const char *path, uint32_t offset, bool is_active_low, bool as_input, const char *consumer, const char **call) {
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (settings == NULL) return failure(call, "gpiod_line_settings_new");
    gpiod_line_settings_set_direction(settings, as_input ? GPIOD_LINE_DIRECTION_INPUT : GPIOD_LINE_DIRECTION_AS_IS);
    gpiod_line_settings_set_active_low(settings, is_active_low);
    struct gpiod_line_request *request = NULL;
    const int error = request_line(path, offset, settings, consumer, &request, call);
    gpiod_line_settings_free(settings);
    if (error != 0) return error;
    if (as_input) usleep(GPIO_SETTLING_US);
    int value = gpiod_line_request_get_value(request, offset);
    if (value < 0) value = failure(call, "gpiod_line_request_get_value");
    gpiod_line_request_release(request);
    return value;
}

/// Adds each output with its own polarity and first value. 0 or -errno.
static int add_outputs(
    struct gpiod_line_config *config, struct gpiod_line_settings *settings, const struct cisterna_gpio_output *lines,
    int count, const char **call) {
    gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT);
    for (int i = 0; i < count; i++) {
        const unsigned int offset = lines[i].offset;
        gpiod_line_settings_set_active_low(settings, lines[i].is_active_low);
        gpiod_line_settings_set_output_value(
            settings, lines[i].value ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE);
        if (gpiod_line_config_add_line_settings(config, &offset, 1, settings) < 0) {
            return failure(call, "gpiod_line_config_add_line_settings");
        }
    }
    return 0;
}

int cisterna_gpio_request_outputs(
    const char *path, const struct cisterna_gpio_output *lines, int count, const char *consumer,
    cisterna_gpio_outputs **request, const char **call) {
    GPIO_NOTE(call, "cisterna_gpio_request_outputs");
    if (count < 1 || count > CISTERNA_GPIO_OUTPUTS) return -EINVAL;
    cisterna_gpio_outputs *outputs = calloc(1, sizeof *outputs);
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    struct gpiod_line_config *config = gpiod_line_config_new();
    int error = -ENOMEM;
    if (outputs != NULL && settings != NULL && config != NULL) {
        for (int i = 0; i < count; i++) outputs->offsets[i] = lines[i].offset;
        outputs->count = count;
        error = add_outputs(config, settings, lines, count, call);
        if (error == 0) error = request_lines(path, config, consumer, &outputs->request, call);
    }
    if (config != NULL) gpiod_line_config_free(config);
    if (settings != NULL) gpiod_line_settings_free(settings);
    if (error != 0) {
        free(outputs);
        return error;
    }
    *request = outputs;
    return 0;
}

int cisterna_gpio_set(cisterna_gpio_outputs *request, int index, bool value) {
    if (index < 0 || index >= request->count) return -EINVAL;
    const int result = gpiod_line_request_set_value(
        request->request, request->offsets[index], value ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE);
    return result == 0 ? 0 : -errno;
}

void cisterna_gpio_release_outputs(cisterna_gpio_outputs *request) {
    if (request == NULL) return;
    gpiod_line_request_release(request->request);
    free(request);
}

static enum gpiod_line_bias bias_setting(enum cisterna_gpio_bias bias) {
    switch (bias) {
    case CISTERNA_GPIO_BIAS_DISABLED: return GPIOD_LINE_BIAS_DISABLED;
    case CISTERNA_GPIO_BIAS_PULL_UP: return GPIOD_LINE_BIAS_PULL_UP;
    case CISTERNA_GPIO_BIAS_PULL_DOWN: return GPIOD_LINE_BIAS_PULL_DOWN;
    case CISTERNA_GPIO_BIAS_AS_IS: break;
    }
    return GPIOD_LINE_BIAS_AS_IS;
}

int cisterna_gpio_request_input(
    const char *path, uint32_t offset, bool is_active_low, enum cisterna_gpio_bias bias, uint32_t debounce_us,
    const char *consumer, cisterna_gpio_input **request, const char **call) {
    GPIO_NOTE(call, "cisterna_gpio_request_input");
    cisterna_gpio_input *input = calloc(1, sizeof *input);
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    int error = -ENOMEM;
    if (input != NULL && settings != NULL) {
        input->offset = offset;
        input->buffer = gpiod_edge_event_buffer_new(CISTERNA_GPIO_EDGES);
        gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT);
        gpiod_line_settings_set_edge_detection(settings, GPIOD_LINE_EDGE_BOTH);
        gpiod_line_settings_set_bias(settings, bias_setting(bias));
        gpiod_line_settings_set_active_low(settings, is_active_low);
        gpiod_line_settings_set_debounce_period_us(settings, debounce_us);
        gpiod_line_settings_set_event_clock(settings, GPIOD_LINE_CLOCK_MONOTONIC);
        if (input->buffer != NULL) error = request_line(path, offset, settings, consumer, &input->request, call);
        if (error == 0) {
            input->fd = gpiod_line_request_get_fd(input->request);
            error = gpio_never_wait(input->fd, call);
        }
    }
    if (settings != NULL) gpiod_line_settings_free(settings);
    if (error != 0) {
        cisterna_gpio_release_input(input);
        return error;
    }
    *request = input;
    return 0;
}

int cisterna_gpio_input_descriptor(const cisterna_gpio_input *request) { return request->fd; }

int cisterna_gpio_input_level(cisterna_gpio_input *request) {
    const int value = gpiod_line_request_get_value(request->request, request->offset);
    return value < 0 ? -errno : value;
}

int cisterna_gpio_input_edges(cisterna_gpio_input *request, struct cisterna_gpio_edge *edges) {
    const int count = gpiod_line_request_read_edge_events(request->request, request->buffer, CISTERNA_GPIO_EDGES);
    if (count < 0) return errno == EAGAIN ? 0 : -errno;
    for (int i = 0; i < count; i++) {
        struct gpiod_edge_event *event = gpiod_edge_event_buffer_get_event(request->buffer, (unsigned long)i);
        edges[i].ns = (int64_t)gpiod_edge_event_get_timestamp_ns(event);
        edges[i].is_rise = gpiod_edge_event_get_event_type(event) == GPIOD_EDGE_EVENT_RISING_EDGE;
    }
    return count;
}

void cisterna_gpio_release_input(cisterna_gpio_input *request) {
    if (request == NULL) return;
    if (request->request != NULL) gpiod_line_request_release(request->request);
    if (request->buffer != NULL) gpiod_edge_event_buffer_free(request->buffer);
    free(request);
}

#endif

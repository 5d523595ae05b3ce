#pragma once

#include <string>
#include <vector>

#include "indicators/core/time.hpp"

namespace entangled {

/// What the commands that walk through the past have in common. Days are at 00:00 UTC.
struct SpanOptions {
    std::string config_file;
    std::string from;
    std::string to;          ///< default today
    std::string step{"1m"};  ///< see `parse_step`
};

struct ReplayOptions {
    SpanOptions span;
    std::string format{"csv"};  ///< csv or jsonl
};

struct BackfillOptions {
    SpanOptions span;
    std::string output;  ///< default standard output
    std::string now;     ///< the day on which it is imported; default the present time
    bool alerts{false};
    std::vector<std::string> labels;  ///< NAME=VALUE, for every sample
};

/// Prints readings and changes of alerts at every step. `now` is the present time.
[[nodiscard]] int replay(const ReplayOptions& options, Timestamp now);
/// Writes readings at every step as OpenMetrics text and says how to import it. `now` is the present time.
[[nodiscard]] int backfill(const BackfillOptions& options, Timestamp now);
/// Compares the samples of a backfill file with what `promtool tsdb dump` says on standard input.
[[nodiscard]] int backfill_check(const std::string& file);

}  // namespace entangled

#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/process/snapshot.hpp"
#include "indicators/indicator.hpp"

namespace entangled::test {

/// Options of a reading, as they would stand in the configuration.
using Options = std::map<std::string, ParameterValue, std::less<>>;

/// The shipped configuration and reference data, read once.
[[nodiscard]] const Snapshot& shipped();

/// Midnight UTC of a day `YYYY-MM-DD`.
[[nodiscard]] Timestamp day(std::string_view text);

/// One reading of a kind over the shipped data, as known on one day and looked at on another.
[[nodiscard]] Reading read(std::string_view kind, const Options& options, std::string_view as_of,
                           std::string_view now = {});
/// The same over any data set.
[[nodiscard]] Reading read(const Dataset& dataset, std::string_view kind, const Options& options, Timestamp as_of,
                           Timestamp now);
/// What is wrong with the options; empty if nothing.
[[nodiscard]] std::string refusal(std::string_view kind, const Options& options);

/// A reading of the shipped plan by its id.
[[nodiscard]] Reading shipped_reading(std::string_view id, std::string_view as_of, std::string_view now = {});

/// The number with so many digits behind the point, as a publication would print it.
[[nodiscard]] std::string printed(double value, int digits);
/// `[a, b]` of what is known of a reading.
[[nodiscard]] std::string printed_span(const Reading& reading, int digits);

}  // namespace entangled::test

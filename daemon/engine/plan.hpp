#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/alerts/rule.hpp"
#include "indicators/indicator.hpp"

namespace entangled {

/// One reading of the plan. `upstream` are positions of the readings it is computed from, all before its own.
struct PlannedReading {
    std::string id;
    const IndicatorKind* kind{};
    Body body;
    std::vector<std::size_t> upstream;
    std::uint64_t configuration{};  ///< digest of kind and options
};

/// What a configuration becomes: everything that can fail has been checked. Immutable.
struct Plan {
    CodeBook codes;
    std::vector<PlannedReading> readings;  ///< an input stands before what is computed from it
    std::vector<AlertRule> alerts;
    Duration interval{std::chrono::minutes{1}};
    std::size_t series_limit{5000};

    [[nodiscard]] const PlannedReading* find(std::string_view id) const noexcept;
    [[nodiscard]] std::optional<std::size_t> position(std::string_view id) const noexcept;
};

/// One reading as configured, before the graph is put in order.
struct ReadingSpec {
    std::string id;
    const IndicatorKind* kind{};
    Parameters parameters;
};

/// What is wrong with one configured reading.
struct PlanError {
    std::string reading;
    std::string parameter;  ///< empty if it is the reading as a whole
    std::string detail;
};

struct PlannedGraph {
    std::vector<PlannedReading> readings;
    std::vector<PlanError> errors;
};

/// Configures all readings, resolves the readings they are computed from, checks that what they compare is comparable
/// and puts them in order. Reports every error; a loop names the readings on it.
[[nodiscard]] PlannedGraph plan_readings(std::span<const ReadingSpec> specs, const ConfigureContext& context);

}  // namespace entangled

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/metrics/metric_family.hpp"

namespace entangled {

/// What is to be known of one family of the page before one has seen it.
struct ReferenceEntry {
    MetricFamily family;              ///< without samples
    std::string kind;                 ///< the kind of indicator it is of; empty for a family of the program
    std::vector<std::string> states;  ///< of a state set: the values of its label `state`
    std::string_view absent;          ///< when a series of it is not there; empty: it always is
};

/// Every family that a page can hold, by name: those of all kinds, whether configured or not, and those of the program.
/// Made by the functions that make the page.
[[nodiscard]] std::vector<ReferenceEntry> metrics_reference();

}  // namespace entangled

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/engine/cycle.hpp"

namespace entangled::report {

/// One thing that holds today, in plain English, derived from readings.
struct Statement {
    std::string key;  ///< stable: supply, race, escalation, policies, alerts, inputs
    std::string question;
    std::string answer;  ///< one sentence
    std::vector<std::string> details;
};

/// A cycle and when its inputs were known.
struct Scene {
    const Cycle& cycle;
    Timestamp as_of;
};

/// From here on a share is listed as that of a side which supplies a stage almost alone; for display only.
inline constexpr double dominant_share = 0.85;

/// Stages of which one side supplies at least `dominant_share`, by side, and markets that are served from abroad.
[[nodiscard]] Statement supply_statement(const Scene& scene);
/// The answers of the race, or that it is undecided and why.
[[nodiscard]] Statement race_statement(const Scene& scene);
/// Acts and fronts as far as the record reaches. A record that has ended says so; it never says that all is quiet.
[[nodiscard]] Statement escalation_statement(const Scene& scene);
/// Dated measures: past their date without outcome, the next to end, announced ones.
[[nodiscard]] Statement policy_statement(const Scene& scene);
/// Alerts by phase, with their names.
[[nodiscard]] Statement alert_statement(const Scene& scene);
/// How old what is shown is, and which feeds are in trouble.
[[nodiscard]] Statement input_statement(const Scene& scene);

/// A reading of the cycle with its place in the plan.
struct Finding {
    const PlannedReading* planned{};
    const Reading* reading{};
};
/// All readings of one kind, in the order of the plan; of every kind if `kind` is empty.
[[nodiscard]] std::vector<Finding> findings(const Cycle& cycle, std::string_view kind);
/// What a reading says, in a few words; of a dated measure with the title that its record gives.
[[nodiscard]] std::string subject_text(const Scene& scene, const Finding& finding);
/// Value of a label; empty if the reading does not have it.
[[nodiscard]] std::string_view label_of(const Body& body, std::string_view name) noexcept;

}  // namespace entangled::report

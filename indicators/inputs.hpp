#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/indicator.hpp"

namespace entangled {

/// Whether an option that names a definition names one of the code book; the error says how to add one.
[[nodiscard]] std::optional<ParameterError> check_definition(const CodeBook& codes, std::string_view parameter,
                                                             std::string_view definition);

/// Whether all definitions share one basis; the error names both bases and says why they cannot be put together.
[[nodiscard]] std::optional<ParameterError> check_one_basis(const CodeBook& codes, std::string_view parameter,
                                                            std::span<const std::string> definitions);

/// Whom a reading speaks of: one economy, or a bloc with economies added to show the answer both ways.
struct Party {
    std::string economy;             ///< empty if a bloc
    std::string bloc;                ///< empty if an economy
    std::vector<std::string> added;  ///< neutral economies counted with the bloc
    RosterRule roster;

    [[nodiscard]] std::string label() const;
    [[nodiscard]] std::set<std::string> economies(const View& view) const;
};

/// Reads a party from the option for an economy or the one for a bloc, with the options `with` and `roster`.
[[nodiscard]] boost::system::result<Party, ParameterError> read_party(const Parameters& parameters,
                                                                      const ConfigureContext& context,
                                                                      std::string_view economy_option,
                                                                      std::string_view bloc_option);

/// Why there is no point for a series or group: a feed in trouble, not known yet, or no feed at all.
[[nodiscard]] Reading no_input(const Evaluation& evaluation, const SeriesKey& group);

/// The reading that must stand instead if a feed behind the points was not retrieved within its limit.
[[nodiscard]] std::optional<Reading> stale_input(const Evaluation& evaluation, std::span<const KnownPoint> points);

/// Fills count, newest, oldest and period from the points used.
void stamp(Reading& reading, std::span<const KnownPoint> points);

/// Adds the points to the working, if one is asked for.
void show(const Evaluation& evaluation, std::span<const KnownPoint> points);
/// Adds one line of arithmetic to the working, if one is asked for.
void step(const Evaluation& evaluation, std::string line);

/// `0.7031`, `[0.95, 1]` or `withheld`, with flags.
[[nodiscard]] std::string format_figure(const Observation& observation);
/// Shortest text that reads back as the same number.
[[nodiscard]] std::string format_number(double value);

}  // namespace entangled

#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "indicators/inputs.hpp"

namespace entangled {

/// The two sides of a race: one reading each, or candidates of which a comparable pair is looked for.
struct RacePair {
    std::vector<std::string> a;
    std::vector<std::string> b;
    bool candidates{false};
};

inline constexpr std::array<ParameterSpec, 4> race_options{{
    {"a", ParameterType::text, false, "reading of side A"},
    {"b", ParameterType::text, false, "reading of side B"},
    {"a_candidates", ParameterType::list, false, "or readings of side A, of which a comparable one is looked for"},
    {"b_candidates", ParameterType::list, false, "and of side B"},
}};

inline constexpr std::array<std::string_view, 3> race_answers{"a_ahead", "b_ahead", "undecided"};

/// Reads the sides; the error says which options go together.
[[nodiscard]] boost::system::result<RacePair, ParameterError> read_race(const Parameters& parameters);

/// Upstream positions of the pair to compare, a comparable one if there is any; otherwise why no pair will do, each
/// pair with its reason. Pairs are tried in an order that does not change when the sides are swapped.
struct ChosenPair {
    std::optional<std::pair<std::size_t, std::size_t>> pair;
    std::string why_not;
};
[[nodiscard]] ChosenPair choose_pair(const Evaluation& evaluation, const RacePair& race);

/// For readings named singly: what is wrong with comparing them, naming both definitions and bases.
[[nodiscard]] std::optional<std::string> check_pair(const RacePair& race, std::span<const Upstream> upstream,
                                                    const CodeBook& codes, std::string_view kind);

/// A race without an answer.
[[nodiscard]] Reading undecided_race(Errc code, std::string detail);

/// Answer by an interval that is positive when A is ahead.
[[nodiscard]] std::string race_answer(const Interval& difference);

}  // namespace entangled

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/core/time.hpp"

namespace entangled {

/// What every dated record carries. A record is visible at t if `known_at <= t` and no visible record supersedes it.
struct RecordHead {
    std::string id;
    Timestamp known_at;
    std::string supersedes;  ///< id of the record this one replaces; empty for none
    std::string source;
    std::string url;
    std::uint32_t line{};
};

enum class ActKind : std::uint8_t { act, threat, easing };
/// How an act is known; `day_seen` is the only grade that counts as verified.
enum class Evidence : std::uint8_t { day_seen, event_seen, knowledge };

[[nodiscard]] std::string_view to_string(ActKind kind) noexcept;
[[nodiscard]] std::string_view to_string(Evidence evidence) noexcept;
[[nodiscard]] std::optional<ActKind> parse_act_kind(std::string_view text) noexcept;
[[nodiscard]] std::optional<Evidence> parse_evidence(std::string_view text) noexcept;

/// Fields on which acts are counted; `none` stands for what is no front, such as coalition building.
inline constexpr std::array<std::string_view, 8> fronts{"minerals", "chips", "capital", "tariffs",
                                                        "cyber",    "legal", "firms",   "none"};

/// One dated act of an actor set towards a target set. `severity` is in [-10, 10], -10 worst for relations.
struct Act : RecordHead {
    Date date{};
    std::vector<std::string> actors;
    std::vector<std::string> targets;
    std::string category;
    std::string front;  ///< one of `fronts`
    double severity{};
    ActKind kind{ActKind::act};
    std::string package;
    Evidence evidence{Evidence::knowledge};
    std::string title;
};

/// Severity points of a restriction: max(0, -severity). Easing has none.
[[nodiscard]] double restrictive_weight(const Act& act) noexcept;

/// A measure in force with the days it begins and ends; `state` is what the publisher last reported.
struct Policy : RecordHead {
    std::string title;
    std::string imposer;
    std::string target;
    std::string kind;
    std::optional<Date> effective;
    std::optional<Date> expires;
    std::string state;
    std::string note;
};

/// A capacity project; `capacity_t_per_year` only where the publisher gives one plain figure.
struct Project : RecordHead {
    std::string project;
    std::vector<std::string> economies;
    std::string good;
    std::string tier;
    std::optional<double> capacity_t_per_year;
    std::string status;
};

/// An economy's membership of a bloc over the days [from, to); no `to` means still a member.
struct Membership : RecordHead {
    std::string bloc;
    std::string economy;
    std::string standing;
    Date from{};
    std::optional<Date> to;
    std::string note;
};

}  // namespace entangled

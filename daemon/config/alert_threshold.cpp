#include <fmt/format.h>
#include <array>

#include "daemon/config/alert_section.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 2> sides{"above", "below"};
constexpr std::array<std::string_view, 4> bases{"law", "history", "model", "judgement"};

bool needs_threshold(AlertCondition condition) noexcept
{
    return condition == AlertCondition::value || condition == AlertCondition::days_until ||
           condition == AlertCondition::feed_revision;
}

// Whether `edge` lies beyond `enter` on the firing side.
bool beyond(const Threshold& threshold, double edge) noexcept
{
    return threshold.side == Side::above ? edge > threshold.enter : edge < threshold.enter;
}

void check_sides(TableReader& reader, const Threshold& threshold)
{
    const bool above = threshold.side == Side::above;
    if (beyond(threshold, threshold.exit)) {
        reader.error(
            "exit",
            fmt::format("'exit' ({}) is on the wrong side of 'enter' ({}): on side = \"{}\" the alert fires "
                        "at {} or {} and clears {} 'exit', so 'exit' must be {} or {}",
                        threshold.exit, threshold.enter, to_string(threshold.side), threshold.enter,
                        above ? "more" : "less", above ? "below" : "above", threshold.enter, above ? "less" : "more"));
    }
    if (threshold.extreme && !beyond(threshold, *threshold.extreme)) {
        reader.error("extreme", fmt::format("'extreme' ({}) must be beyond 'enter': on side = \"{}\" {} than {}",
                                            *threshold.extreme, to_string(threshold.side), above ? "more" : "less",
                                            threshold.enter));
    }
}

void read_edges(TableReader& reader, AlertRule& rule)
{
    reader.require("side", "\"above\" or \"below\", the side on which the alert fires");
    reader.require("enter", "the value at which the alert fires");
    const auto side = reader.choice("side", sides);
    const auto enter = reader.number("enter");
    const auto exit = reader.number("exit");
    const auto extreme = reader.number("extreme");
    const auto enter_open = reader.flag("enter_open");
    if (!side || !enter) return;
    rule.threshold = Threshold{*parse_side(*side), *enter, exit.value_or(*enter), enter_open.value_or(false), extreme};
    check_sides(reader, *rule.threshold);
}

void read_origin(TableReader& reader, AlertRule& rule)
{
    auto origin = reader.table("threshold");
    if (!origin) return;
    origin->require("basis", fmt::format("it is one of {}", fmt::join(bases, ", ")));
    const auto basis = origin->choice("basis", bases);
    rule.basis = basis ? *parse_threshold_basis(*basis) : ThresholdBasis::judgement;
    rule.owner = origin->name("owner").value_or("");
    rule.reference = origin->name("reference").value_or("");
    rule.review = origin->date("review");
    if (basis && rule.basis == ThresholdBasis::law) origin->require("reference", "a law has a paragraph");
    if (basis && rule.basis == ThresholdBasis::judgement) {
        origin->require("owner", "somebody answers for a judgement");
        origin->require("review", "a judgement has a day on which it is looked at again");
    }
    origin->finish();
}

}  // namespace

void read_alert_threshold(TableReader& reader, AlertRule& rule)
{
    if (needs_threshold(rule.condition)) {
        read_edges(reader, rule);
        reader.require("threshold",
                       "a table that says where the limit comes from, for example { basis = \"judgement\", "
                       "owner = \"name\", review = \"2027-06-30\" }");
    } else {
        refuse_keys(reader, rule.condition, {"side", "enter", "exit", "enter_open", "extreme"});
    }
    read_origin(reader, rule);
}

}  // namespace entangled

#include "daemon/alerts/rule.hpp"

#include <array>

namespace entangled {
namespace {

template <class Enum, std::size_t count>
std::optional<Enum> find_name(const std::array<Enum, count>& all, std::string_view text) noexcept
{
    for (const Enum one : all) {
        if (to_string(one) == text) return one;
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_string(AlertCondition condition) noexcept
{
    switch (condition) {
        case AlertCondition::value: return "value";
        case AlertCondition::days_until: return "days_until";
        case AlertCondition::answer: return "answer";
        case AlertCondition::reading_lost: return "reading_lost";
        case AlertCondition::feed_state: return "feed_state";
        case AlertCondition::feed_revision: return "feed_revision";
    }
    return {};
}

std::string_view to_string(Side side) noexcept
{
    switch (side) {
        case Side::above: return "above";
        case Side::below: return "below";
    }
    return {};
}

std::string_view to_string(ThresholdBasis basis) noexcept
{
    switch (basis) {
        case ThresholdBasis::law: return "law";
        case ThresholdBasis::history: return "history";
        case ThresholdBasis::model: return "model";
        case ThresholdBasis::judgement: return "judgement";
    }
    return {};
}

std::optional<AlertCondition> parse_alert_condition(std::string_view text) noexcept
{
    constexpr std::array all{AlertCondition::value,        AlertCondition::days_until, AlertCondition::answer,
                             AlertCondition::reading_lost, AlertCondition::feed_state, AlertCondition::feed_revision};
    return find_name(all, text);
}

std::optional<Side> parse_side(std::string_view text) noexcept
{
    constexpr std::array all{Side::above, Side::below};
    return find_name(all, text);
}

std::optional<ThresholdBasis> parse_threshold_basis(std::string_view text) noexcept
{
    constexpr std::array all{ThresholdBasis::law, ThresholdBasis::history, ThresholdBasis::model,
                             ThresholdBasis::judgement};
    return find_name(all, text);
}

}  // namespace entangled

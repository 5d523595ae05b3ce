#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "daemon/dashboard/kind_readings.hpp"
#include "daemon/dashboard/query.hpp"
#include "daemon/dashboard/rows.hpp"
#include "daemon/report/clean_text.hpp"
#include "daemon/report/statements.hpp"

namespace entangled::dashboard {
namespace {

constexpr std::array<std::string_view, 3> givers{"supplier", "on", "origin"};
constexpr std::array<std::string_view, 2> takers{"dependent", "economy"};
constexpr std::size_t most_parties = 4;

// Value of the first of these labels that the reading has; empty if it has none.
std::string_view party(const PlannedReading& reading, std::span<const std::string_view> labels)
{
    for (const auto label : labels) {
        const auto value = report::label_of(reading.body, label);
        if (!value.empty()) return value;
    }
    return {};
}

enum class Place { left, right, none };

Place place_of(const PlannedReading& reading, std::span<const std::string> side)
{
    // A bloc with others counted in, such as coalition+TW, stands where the bloc does.
    const auto is_ours = [&](std::string_view code) {
        return std::find(side.begin(), side.end(), code.substr(0, code.find('+'))) != side.end();
    };
    if (const auto giver = party(reading, givers); !giver.empty()) return is_ours(giver) ? Place::left : Place::right;
    if (const auto taker = party(reading, takers); !taker.empty()) return is_ours(taker) ? Place::right : Place::left;
    return Place::none;
}

std::string joined(const KindReadings& some, std::span<const std::string_view> labels, std::string_view before)
{
    std::vector<std::string> codes;
    for (const auto* reading : some.readings) {
        std::string code = report::one_line(party(*reading, labels));
        if (!code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end())
            codes.push_back(std::move(code));
    }
    if (codes.empty()) return {};
    if (codes.size() > most_parties) return fmt::format(" {} {} parties", before, codes.size());
    return fmt::format(" {} {}", before, fmt::join(codes, ", "));
}

std::string good_of(const Plan& plan, const PlannedReading& reading)
{
    const auto good = report::label_of(reading.body, "good");
    const auto tier = report::label_of(reading.body, "tier");
    const auto found = plan.codes.goods.find(good);
    const std::string name =
        found == plan.codes.goods.end() || found->second.empty() ? std::string{good} : found->second;
    std::string text = tier.empty() || tier == "all" ? name : fmt::format("{} ({})", name, tier);
    std::replace(text.begin(), text.end(), '_', ' ');
    return report::one_line(text);
}

// The title names the parties; a row repeats the one that is not the same for all.
Key key_of_shares(const Plan& plan, const KindReadings& some)
{
    Key key{{"reading"}, {}};
    std::map<std::string, int> times;
    for (const auto* reading : some.readings) {
        std::string words = good_of(plan, *reading);
        for (const auto& labels :
             {std::span<const std::string_view>{givers}, std::span<const std::string_view>{takers}}) {
            const auto own = party(*reading, labels);
            const bool differs = std::any_of(some.readings.begin(), some.readings.end(),
                                             [&](const auto* other) { return party(*other, labels) != own; });
            if (differs) words = fmt::format("{}: {}", report::one_line(own), words);
        }
        ++times[words];
        key.words.emplace_back(reading->id, std::move(words));
    }
    for (auto& [id, words] : key.words) {
        if (times[words] > 1) words += fmt::format(" ({})", id);
    }
    return key;
}

Panel shares(const Plan& plan, const KindReadings& some, std::string_view colour)
{
    std::vector<Column> columns{{"lower", values_of(some, "_lower"), Cell::bar, colour},
                                {"value", values_of(some, ""), Cell::bar, colour},
                                {"upper", values_of(some, "_upper"), Cell::bar, colour}};
    add_origin(columns, some);
    const bool has_taker = !party(*some.readings.front(), takers).empty();
    const std::string title =
        heading(*some.kind) + joined(some, takers, "of") + joined(some, givers, has_taker ? "from" : "by");
    return table(title,
                 table_description(*some.kind) +
                     "\n\nA figure that was published as a bound has lower and upper and no value. "
                     "Figures of different definitions are not compared.",
                 key_of_shares(plan, some), columns);
}

int height_of(const std::vector<Panel>& panels)
{
    return std::accumulate(panels.begin(), panels.end(), 0, [](int sum, const Panel& p) { return sum + p.height; });
}

}  // namespace

void add_shares(Board& board, const Plan& plan, std::span<const std::string> side)
{
    board.row("Shares, with bounds as they were published");
    std::vector<Panel> left;
    std::vector<Panel> right;
    std::vector<KindReadings> without_parties;
    for (const auto& one : kinds_of(plan)) {
        if (!is_share(*one.kind)) continue;
        KindReadings on_left{one.kind, {}};
        KindReadings on_right{one.kind, {}};
        KindReadings on_none{one.kind, {}};
        for (const auto* reading : one.readings) {
            const Place place = place_of(*reading, side);
            (place == Place::left ? on_left : place == Place::right ? on_right : on_none).readings.push_back(reading);
        }
        if (!on_left.readings.empty()) left.push_back(shares(plan, on_left, "blue"));
        if (!on_right.readings.empty()) right.push_back(shares(plan, on_right, "purple"));
        if (!on_none.readings.empty()) without_parties.push_back(on_none);
    }
    for (const auto& one : without_parties) {
        auto& shorter = height_of(right) < height_of(left) ? right : left;
        shorter.push_back(shares(plan, one, "text"));
    }
    if (left.empty() && right.empty()) left.push_back(words("Shares", "Not configured: no reading of a share."));
    board.add_columns(left, right);
}

}  // namespace entangled::dashboard

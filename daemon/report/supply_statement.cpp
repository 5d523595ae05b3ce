#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <set>

#include "daemon/report/figure_text.hpp"
#include "daemon/report/statements.hpp"

namespace entangled::report {
namespace {

constexpr std::string_view china = "china";
constexpr std::string_view coalition = "coalition";
constexpr std::string_view neither = "neither";

std::string spaced(std::string_view id)
{
    std::string text(id);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string good_text(const CodeBook& codes, std::string_view good)
{
    const auto found = codes.goods.find(good);
    return found == codes.goods.end() || found->second.empty() ? spaced(good) : found->second;
}

std::string economy_text(const CodeBook& codes, std::string_view code)
{
    const auto found = codes.economies.find(code);
    return found == codes.economies.end() || found->second.name.empty() ? std::string(code) : found->second.name;
}

// The bloc a supplier stands in; like a fixed roster this is part of the question and exempt from the as-of time.
std::string bloc_of(const Scene& scene, std::string_view party)
{
    const View view(*scene.cycle.dataset, Timestamp::max());
    const Date day = std::chrono::floor<std::chrono::days>(scene.as_of);
    for (const Membership* row : view.memberships()) {
        if (row->bloc == party) return row->bloc;
        if (row->economy != party || (row->to && *row->to <= day)) continue;
        return row->bloc == china || row->bloc == coalition ? row->bloc : std::string(neither);
    }
    if (party == china || party == coalition) return std::string(party);
    return std::string(party == "CN" ? china : neither);
}

std::string side_name(std::string_view side)
{
    if (side == china) return "China";
    return side == coalition ? "the coalition" : "suppliers of neither side";
}

bool is_dominant(const Reading& reading)
{
    const auto span = span_of(reading);
    return span && span->lower >= dominant_share;
}

std::string when_text(const Finding& finding)
{
    return fmt::format("{} in {}", value_text(finding.planned->kind->unit, *finding.reading),
                       period_text(*finding.reading));
}

// `China: gallium (primary) 0.989 in 2024`; who supplies is said unless it is the side as a whole.
std::string stage_text(const Scene& scene, const Finding& finding, std::string_view base, std::string_view added)
{
    const CodeBook& codes = scene.cycle.plan->codes;
    const Body& body = finding.planned->body;
    std::string text = fmt::format("{} ({})", good_text(codes, label_of(body, "good")), spaced(label_of(body, "tier")));
    if (!body.groups.empty() && !body.groups.front().destination.empty()) {
        text += " on the market of " + economy_text(codes, body.groups.front().destination);
    }
    text += ' ' + when_text(finding);
    if (base != china && base != coalition && base != "CN") text += ", by " + economy_text(codes, base);
    if (!added.empty()) text += fmt::format(", counted with {}", added);
    return text;
}

using Stage = std::pair<std::string, std::string>;  // good and tier: several readings may speak of one

struct Held {
    std::set<Stage> alone;
    std::set<Stage> with_added;  ///< only if neutral economies are counted with the side
    std::vector<std::string> texts;
};
using Stages = std::map<std::string, Held, std::less<>>;

Stages dominant_stages(const Scene& scene)
{
    Stages stages{{std::string(china), {}}, {std::string(coalition), {}}};
    for (const auto& finding : findings(scene.cycle, "supply_share")) {
        if (!is_dominant(*finding.reading)) continue;
        const std::string_view party = label_of(finding.planned->body, "supplier");
        const auto plus = std::min(party.find('+'), party.size());
        const std::string_view base = party.substr(0, plus);
        const std::string_view added = party.substr(std::min(plus + 1, party.size()));
        Held& held = stages[bloc_of(scene, base)];
        const Body& body = finding.planned->body;
        (added.empty() ? held.alone : held.with_added).emplace(label_of(body, "good"), label_of(body, "tier"));
        std::string text = stage_text(scene, finding, base, added);
        if (std::find(held.texts.begin(), held.texts.end(), text) == held.texts.end())
            held.texts.push_back(std::move(text));
    }
    return stages;
}

std::vector<std::string> foreign_markets(const Scene& scene)
{
    std::vector<std::string> markets;
    for (const auto& finding : findings(scene.cycle, "foreign_share")) {
        if (!is_dominant(*finding.reading)) continue;
        const CodeBook& codes = scene.cycle.plan->codes;
        const Body& body = finding.planned->body;
        markets.push_back(fmt::format("{} ({}) of {} {}", good_text(codes, label_of(body, "good")),
                                      spaced(label_of(body, "tier")), economy_text(codes, label_of(body, "economy")),
                                      when_text(finding)));
    }
    return markets;
}

// Answers that turn on an economy of neither side are given both ways.
std::string count_text(const Held& held)
{
    std::set<Stage> all = held.alone;
    all.insert(held.with_added.begin(), held.with_added.end());
    if (all.size() == held.alone.size()) return std::to_string(all.size());
    return fmt::format("{} ({} with neutral economies counted)", held.alone.size(), all.size());
}

std::string answer_of(const Held& by_china, const Held& by_coalition)
{
    if (by_china.texts.empty() && by_coalition.texts.empty()) {
        return fmt::format("No stage is known of which one side supplies {} or more.", dominant_share);
    }
    const int sides = (by_china.alone.empty() ? 0 : 1) + (by_coalition.alone.empty() ? 0 : 1);
    const std::string_view who = sides == 2   ? "Each side holds"
                                 : sides == 1 ? "One side holds"
                                              : "Only with neutral economies counted does a side hold";
    return fmt::format(
        "{} stages of which all others together supply at most {:.2f}, too little to replace it from "
        "current output: China {}, the coalition {}.",
        who, 1.0 - dominant_share, count_text(by_china), count_text(by_coalition));
}

}  // namespace

Statement supply_statement(const Scene& scene)
{
    Statement statement{"supply", "What does each side hold almost alone?", {}, {}};
    const Stages stages = dominant_stages(scene);
    statement.answer = answer_of(stages.find(china)->second, stages.find(coalition)->second);
    for (const auto& [side, held] : stages) {
        if (held.texts.empty()) continue;
        statement.details.push_back(fmt::format("By {}: {}.", side_name(side), fmt::join(held.texts, "; ")));
    }
    const auto markets = foreign_markets(scene);
    if (!markets.empty()) {
        statement.details.push_back(
            fmt::format("Markets not served at home (by neutral suppliers, too, not by the other side alone): {}.",
                        fmt::join(markets, "; ")));
    }
    std::size_t without = 0;
    for (const auto& finding : findings(scene.cycle, "supply_share")) {
        without += finding.reading->state == ReadingState::ok ? 0U : 1U;
    }
    if (without > 0) statement.details.push_back(counted(without, "share has", "shares have") + " no value.");
    statement.details.emplace_back(
        "A share of supply is not yet a dependence: substitutes and stocks are not counted.");
    return statement;
}

}  // namespace entangled::report

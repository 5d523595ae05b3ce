#include "daemon/metrics/exposition.hpp"

#include "daemon/metrics/exposition_text.hpp"
#include "daemon/metrics/family_header.hpp"
#include "daemon/metrics/family_lines.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <string_view>

namespace entangled {
namespace {

Error bad(std::string detail) { return {Errc::bad_value, std::move(detail)}; }

std::optional<Error> check_labels(const MetricFamily& family)
{
    std::set<std::string_view> seen;
    for (const std::string& label : family.label_names) {
        if (!is_label_name(label))
            return bad(fmt::format("the family {} has the bad label name {}", family.name, label));
        if (!seen.insert(label).second)
            return bad(fmt::format("the family {} has the label {} twice", family.name, label));
    }
    if (family.type == MetricType::histogram && seen.contains("le")) {
        return bad(fmt::format("the histogram {} has a label le", family.name));
    }
    if (family.type == MetricType::stateset && seen.empty()) {
        return bad(fmt::format("the state set {} has no label for the state", family.name));
    }
    return std::nullopt;
}

std::optional<Error> check(const MetricFamily& family)
{
    if (!is_metric_name(family.name)) return bad(fmt::format("{} is not a legal metric name", family.name));
    const bool is_histogram = family.type == MetricType::histogram;
    if (is_histogram ? !family.samples.empty() : !family.histograms.empty()) {
        return bad(fmt::format("the family {} has samples of another type", family.name));
    }
    if (!family.unit.empty()) {
        if (family.type == MetricType::info || family.type == MetricType::stateset) {
            return bad(fmt::format("the family {} has a unit, which its type does not allow", family.name));
        }
        if (!family.name.ends_with("_" + family.unit)) {
            return bad(fmt::format("the name {} does not end in its unit {}", family.name, family.unit));
        }
    }
    return check_labels(family);
}

/// Puts the samples of families of one name together.
std::optional<Error> merge(std::vector<MetricFamily>& families)
{
    const auto by_name = [](const MetricFamily& a, const MetricFamily& b) { return a.name < b.name; };
    std::stable_sort(families.begin(), families.end(), by_name);
    std::vector<MetricFamily> merged;
    merged.reserve(families.size());
    for (MetricFamily& family : families) {
        if (merged.empty() || merged.back().name != family.name) {
            merged.push_back(std::move(family));
            continue;
        }
        MetricFamily& first = merged.back();
        if (first.type != family.type || first.unit != family.unit || first.label_names != family.label_names) {
            return bad(fmt::format("the family {} is there twice, with different types, units or labels", first.name));
        }
        std::move(family.samples.begin(), family.samples.end(), std::back_inserter(first.samples));
        std::move(family.histograms.begin(), family.histograms.end(), std::back_inserter(first.histograms));
    }
    families = std::move(merged);
    return std::nullopt;
}

/// Notes the names that belong to a family, so that no series can be read as one of another family.
std::optional<Error> claim_names(const MetricFamily& family, std::set<std::string>& claimed)
{
    static constexpr std::array<std::string_view, 1> own{""};
    static constexpr std::array<std::string_view, 3> of_counter{"", "_total", "_created"};
    static constexpr std::array<std::string_view, 5> of_histogram{"", "_bucket", "_sum", "_count", "_created"};
    static constexpr std::array<std::string_view, 2> of_info{"", "_info"};
    std::span<const std::string_view> suffixes = own;
    if (family.type == MetricType::counter) suffixes = of_counter;
    if (family.type == MetricType::histogram) suffixes = of_histogram;
    if (family.type == MetricType::info) suffixes = of_info;
    for (const std::string_view suffix : suffixes) {
        std::string name = fmt::format("{}{}", family.name, suffix);
        if (!claimed.insert(name).second) return bad(fmt::format("the name {} belongs to two families", name));
    }
    return std::nullopt;
}

}  // namespace

Result<Exposition> Exposition::make(std::vector<MetricFamily> families)
{
    if (auto error = merge(families)) return *std::move(error);
    Exposition exposition;
    std::set<std::string> claimed;
    for (MetricFamily& family : families) {
        if (auto error = check(family)) return *std::move(error);
        if (auto error = claim_names(family, claimed)) return *std::move(error);
        Result<std::string> lines = family_lines(family);
        if (!lines) return lines.error();
        if (lines->empty()) continue;
        exposition.series_ += series_count(family);
        std::string written_name = sample_name(family);
        family.samples = {};
        family.histograms = {};
        exposition.blocks_.push_back({std::move(family), std::move(written_name), *std::move(lines)});
    }
    return exposition;
}

std::size_t Exposition::size_estimate() const noexcept
{
    std::size_t size = 16;
    for (const Block& block : blocks_) {
        size += block.lines.size() + block.head.help.size() + 4 * block.head.name.size() + 64;
    }
    return size;
}

std::string Exposition::text() const
{
    std::vector<const Block*> blocks;
    for (const Block& block : blocks_) blocks.push_back(&block);
    std::sort(blocks.begin(), blocks.end(),
              [](const Block* a, const Block* b) { return a->written_name < b->written_name; });
    std::string out;
    out.reserve(size_estimate());
    for (const Block* block : blocks) {
        append_text_header(out, block->head);
        out += block->lines;
    }
    return out;
}

std::string Exposition::openmetrics() const
{
    std::string out;
    out.reserve(size_estimate());
    for (const Block& block : blocks_) {
        append_openmetrics_header(out, block.head);
        out += block.lines;
    }
    out += "# EOF\n";
    return out;
}

}  // namespace entangled

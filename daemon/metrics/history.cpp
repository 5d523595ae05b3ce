#include "daemon/metrics/history.hpp"

#include <fmt/format.h>

#include "daemon/metrics/exposition_text.hpp"
#include "daemon/metrics/family_header.hpp"

namespace entangled {
namespace {

constexpr std::size_t piece_bytes = 65'536;

Error bad(std::string detail) { return {Errc::bad_value, std::move(detail)}; }

}  // namespace

/// Text that leaves in pieces.
class MetricHistory::Pieces {
  public:
    explicit Pieces(const MetricHistory::Sink& sink) : sink_(sink) {}

    std::string& text() noexcept { return text_; }
    [[nodiscard]] bool pass_on(std::size_t from)
    {
        if (text_.size() < from) return true;
        const bool taken = sink_(text_);
        text_.clear();
        return taken;
    }

  private:
    const MetricHistory::Sink& sink_;
    std::string text_;
};

Result<MetricHistory> MetricHistory::make(const CommonLabels& labels)
{
    MetricHistory history;
    for (const auto& [name, value] : labels) {
        if (!is_label_name(name)) return bad(fmt::format("'{}' is not a legal label name", name));
        if (!history.common_names_.insert(name).second) return bad(fmt::format("the label {} is there twice", name));
        history.common_ += fmt::format(",{}=\"", name);
        append_label_value(history.common_, value);
        history.common_ += '"';
    }
    return history;
}

std::string MetricHistory::label_block(const MetricFamily& family, const MetricSample& sample) const
{
    std::string block;
    for (std::size_t i = 0; i < sample.labels.size(); ++i) {
        block += fmt::format(",{}=\"", family.label_names[i]);
        append_label_value(block, sample.labels[i]);
        block += '"';
    }
    block += common_;
    if (block.empty()) return block;
    block.front() = '{';
    return block + '}';
}

Result<void> MetricHistory::add(std::span<const MetricFamily> families, Timestamp time)
{
    if (!times_.empty() && time <= times_.back()) {
        return bad(fmt::format("{} is not later than {}", format_time(time), format_time(times_.back())));
    }
    const auto place = static_cast<std::uint32_t>(times_.size());
    times_.push_back(time);
    for (const MetricFamily& family : families) {
        if (auto added = add(family, place); !added) return added;
    }
    return {};
}

Result<void> MetricHistory::check(const MetricFamily& family) const
{
    if (family.type != MetricType::gauge && family.type != MetricType::stateset) {
        return bad(fmt::format("the family {} is neither a gauge nor a state set", family.name));
    }
    for (const std::string& name : family.label_names) {
        if (!common_names_.contains(name)) continue;
        return bad(fmt::format("the family {} has a label {} of its own", family.name, name));
    }
    return {};
}

Result<void> MetricHistory::add(const MetricFamily& family, std::uint32_t place)
{
    if (auto checked = check(family); !checked) return checked;
    auto known = families_.find(family.name);
    if (known == families_.end()) {
        const MetricFamily head{family.name, family.help, family.unit, family.type, family.label_names, {}, {}};
        known = families_.emplace(family.name, Family{head, {}}).first;
    }
    if (known->second.head.label_names != family.label_names) {
        return bad(fmt::format("the family {} has changed its labels", family.name));
    }
    for (const MetricSample& sample : family.samples) {
        if (sample.labels.size() != family.label_names.size()) {
            return bad(fmt::format("a sample of {} has not one value for each label", family.name));
        }
        std::string labels = label_block(family, sample);
        Runs& runs = known->second.series[labels];
        if (!runs.empty() && runs.back().last == place) {
            return bad(fmt::format("the series {}{} is there twice", family.name, labels));
        }
        const bool goes_on = !runs.empty() && runs.back().last + 1 == place && runs.back().value == sample.value;
        if (goes_on) {
            runs.back().last = place;
        } else {
            runs.push_back({place, place, sample.value});
        }
    }
    return {};
}

std::size_t MetricHistory::samples_in(const Family& family) noexcept
{
    std::size_t number = 0;
    for (const auto& [labels, runs] : family.series) {
        for (const Run& run : runs) number += run.last - run.first + 1;
    }
    return number;
}

std::size_t MetricHistory::families() const noexcept
{
    std::size_t number = 0;
    for (const auto& [name, family] : families_) number += family.series.empty() ? 0 : 1;
    return number;
}

std::size_t MetricHistory::series() const noexcept
{
    std::size_t number = 0;
    for (const auto& [name, family] : families_) number += family.series.size();
    return number;
}

std::size_t MetricHistory::runs() const noexcept
{
    std::size_t number = 0;
    for (const auto& [name, family] : families_) {
        for (const auto& [labels, runs] : family.series) number += runs.size();
    }
    return number;
}

std::size_t MetricHistory::samples() const noexcept
{
    std::size_t number = 0;
    for (const auto& [name, family] : families_) number += samples_in(family);
    return number;
}

std::size_t MetricHistory::samples_of(std::string_view family) const noexcept
{
    const auto known = families_.find(family);
    return known == families_.end() ? 0 : samples_in(known->second);
}

bool MetricHistory::write_series(Pieces& pieces, std::string_view name, const Runs& runs) const
{
    for (const Run& run : runs) {
        for (std::uint32_t place = run.first; place <= run.last; ++place) {
            std::string& text = pieces.text();
            text += name;
            text += ' ';
            append_number(text, run.value);
            text += ' ';
            append_number(text, unix_seconds(times_[place]));
            text += '\n';
            if (!pieces.pass_on(piece_bytes)) return false;
        }
    }
    return true;
}

bool MetricHistory::write(const Sink& sink) const
{
    Pieces pieces(sink);
    for (const auto& [name, family] : families_) {
        if (family.series.empty()) continue;
        append_openmetrics_header(pieces.text(), family.head);
        for (const auto& [labels, runs] : family.series) {
            if (!write_series(pieces, name + labels, runs)) return false;
        }
    }
    pieces.text() += "# EOF\n";
    return pieces.pass_on(0);
}

}  // namespace entangled

#include "daemon/metrics/family_lines.hpp"

#include "daemon/metrics/exposition_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace entangled {
namespace {

bool is_allowed(MetricType type, double value) noexcept
{
    switch (type) {
        case MetricType::gauge: return std::isfinite(value) || value == std::numeric_limits<double>::infinity();
        case MetricType::counter: return std::isfinite(value) && value >= 0;
        case MetricType::info: return value == 1;
        case MetricType::stateset: return value == 0 || value == 1;
        case MetricType::histogram: return false;
    }
    return false;
}

std::optional<std::string> defect_of(const HistogramSample& sample)
{
    if (sample.buckets.empty() || sample.buckets.back().upper_bound != std::numeric_limits<double>::infinity()) {
        return "the last bucket of a histogram must be +Inf";
    }
    if (!std::isfinite(sample.sum)) return "the sum of a histogram must be finite";
    const auto disordered = [](const HistogramBucket& a, const HistogramBucket& b) {
        return !(a.upper_bound < b.upper_bound) || a.cumulative_count > b.cumulative_count;
    };
    if (std::adjacent_find(sample.buckets.begin(), sample.buckets.end(), disordered) != sample.buckets.end()) {
        return "bounds of buckets must rise and their counts must not fall";
    }
    return std::nullopt;
}

struct Slice {
    std::size_t begin{};
    std::size_t size{};
};

/// Where in the buffer the lines of one metric are, and the label block they are ordered by.
struct Chunk {
    Slice lines;
    Slice key;
};

/// Renders lines into one buffer and puts them in order at the end, which costs nothing if they are already.
class LineWriter {
  public:
    explicit LineWriter(const MetricFamily& family) : family_(family), name_(sample_name(family))
    {
        for (const std::string& label : family.label_names) {
            prefixes_.push_back(fmt::format("{}{}=\"", prefixes_.empty() ? "{" : "\",", label));
        }
        std::size_t line_size = name_.size() + 24;
        for (const std::string& prefix : prefixes_) line_size += prefix.size() + 20;
        chunks_.reserve(family.samples.size() + family.histograms.size());
        buffer_.reserve(family.samples.size() * line_size);
    }

    std::optional<Error> add(const MetricSample& sample)
    {
        if (sample.labels.size() != prefixes_.size()) return error(sample.labels, "has not one value for each label");
        if (!is_allowed(family_.type, sample.value)) {
            std::string detail = "has a value its type does not allow: ";
            append_number(detail, sample.value);
            return error(sample.labels, detail);
        }
        const std::size_t begin = buffer_.size();
        const Slice key = append_line({}, sample.labels, {}, sample.value);
        chunks_.push_back({{begin, buffer_.size() - begin}, key});
        return std::nullopt;
    }

    std::optional<Error> add(const HistogramSample& sample)
    {
        if (sample.labels.size() != prefixes_.size()) return error(sample.labels, "has not one value for each label");
        if (const auto defect = defect_of(sample)) return error(sample.labels, *defect);
        const std::size_t begin = buffer_.size();
        std::string bound;
        for (const HistogramBucket& bucket : sample.buckets) {
            bound.clear();
            append_bound(bound, bucket.upper_bound);
            append_line("_bucket", sample.labels, bound, static_cast<double>(bucket.cumulative_count));
        }
        append_line("_sum", sample.labels, {}, sample.sum);
        const auto count = static_cast<double>(sample.buckets.back().cumulative_count);
        const Slice key = append_line("_count", sample.labels, {}, count);
        chunks_.push_back({{begin, buffer_.size() - begin}, key});
        return std::nullopt;
    }

    Result<std::string> finish()
    {
        const auto before = [this](const Chunk& a, const Chunk& b) { return key_of(a) < key_of(b); };
        const auto not_before = [&](const Chunk& a, const Chunk& b) { return !before(a, b); };
        if (std::adjacent_find(chunks_.begin(), chunks_.end(), not_before) == chunks_.end()) return std::move(buffer_);
        std::sort(chunks_.begin(), chunks_.end(), before);
        const auto equal = std::adjacent_find(chunks_.begin(), chunks_.end(), not_before);
        if (equal != chunks_.end()) {
            return Error{Errc::bad_value, fmt::format("the series {}{} is there twice", name_, key_of(*equal))};
        }
        std::string ordered;
        ordered.reserve(buffer_.size());
        for (const Chunk& chunk : chunks_) ordered.append(buffer_, chunk.lines.begin, chunk.lines.size);
        return ordered;
    }

  private:
    const MetricFamily& family_;
    std::string name_;
    std::vector<std::string> prefixes_;
    std::string buffer_;
    std::vector<Chunk> chunks_;

    [[nodiscard]] std::string_view key_of(const Chunk& chunk) const noexcept
    {
        return std::string_view{buffer_}.substr(chunk.key.begin, chunk.key.size);
    }

    void append_labels(const std::vector<std::string>& values, std::string_view bound)
    {
        for (std::size_t i = 0; i < values.size(); ++i) {
            buffer_ += prefixes_[i];
            append_label_value(buffer_, values[i]);
        }
        if (!bound.empty()) {
            buffer_ += values.empty() ? "{le=\"" : "\",le=\"";
            buffer_ += bound;
        }
        if (!values.empty() || !bound.empty()) buffer_ += "\"}";
    }

    Slice append_line(std::string_view suffix, const std::vector<std::string>& labels, std::string_view bound,
                      double value)
    {
        buffer_ += name_;
        buffer_ += suffix;
        const std::size_t key = buffer_.size();
        append_labels(labels, bound);
        const std::size_t key_size = buffer_.size() - key;
        buffer_ += ' ';
        append_number(buffer_, value);
        buffer_ += '\n';
        return {key, key_size};
    }

    [[nodiscard]] Error error(const std::vector<std::string>& labels, std::string_view what) const
    {
        std::string series = name_;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            series += i < prefixes_.size() ? std::string_view{prefixes_[i]} : std::string_view{"\",?=\""};
            append_label_value(series, labels[i]);
        }
        if (!labels.empty()) series += "\"}";
        return {Errc::bad_value, fmt::format("the series {} {}", series, what)};
    }
};

}  // namespace

std::size_t series_count(const MetricFamily& family) noexcept
{
    std::size_t count = family.samples.size();
    for (const HistogramSample& sample : family.histograms) count += sample.buckets.size() + 2;
    return count;
}

std::string sample_name(const MetricFamily& family)
{
    if (family.type == MetricType::counter) return family.name + "_total";
    if (family.type == MetricType::info) return family.name + "_info";
    return family.name;
}

Result<std::string> family_lines(const MetricFamily& family)
{
    LineWriter writer(family);
    for (const MetricSample& sample : family.samples) {
        if (auto error = writer.add(sample)) return *std::move(error);
    }
    for (const HistogramSample& sample : family.histograms) {
        if (auto error = writer.add(sample)) return *std::move(error);
    }
    return writer.finish();
}

}  // namespace entangled

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/metrics/metric_family.hpp"
#include "indicators/core/result.hpp"
#include "indicators/core/time.hpp"

namespace entangled {

/// What gauges and state sets were at a row of times, for OpenMetrics text with timestamps. Memory grows with the
/// number of times a value changes, not with the number of times it is the same.
class MetricHistory {
  public:
    /// Name and value of labels that every sample gets besides its own.
    using CommonLabels = std::vector<std::pair<std::string, std::string>>;

    MetricHistory() = default;
    /// Errors: bad_value naming the label if its name is illegal or there twice.
    [[nodiscard]] static Result<MetricHistory> make(const CommonLabels& labels);

    /// Takes the samples of one time, later than the one before. A series without sample then has a gap there. Errors:
    /// bad_value if the time is not later, a family is neither gauge nor state set, has changed its labels or has one
    /// of the common ones, or a series is there twice.
    [[nodiscard]] Result<void> add(std::span<const MetricFamily> families, Timestamp time);

    [[nodiscard]] std::size_t families() const noexcept;  ///< those with samples
    [[nodiscard]] std::size_t series() const noexcept;
    [[nodiscard]] std::size_t samples() const noexcept;
    /// Samples of one family; 0 if it has none.
    [[nodiscard]] std::size_t samples_of(std::string_view family) const noexcept;
    /// Runs of equal values: what memory grows with.
    [[nodiscard]] std::size_t runs() const noexcept;

    /// Takes a piece of the text, false if it could not.
    using Sink = std::function<bool(std::string_view)>;
    /// OpenMetrics text 1.0.0 in pieces of about 64 KiB: families by name, in them series by labels, in them samples by
    /// time, and the end marker. Same samples, same bytes. False as soon as `sink` is.
    [[nodiscard]] bool write(const Sink& sink) const;

  private:
    struct Run {
        std::uint32_t first{};  ///< places in times_
        std::uint32_t last{};
        double value{};
    };
    using Runs = std::vector<Run>;
    struct Family {
        MetricFamily head;  ///< without samples
        std::map<std::string, Runs, std::less<>> series;
    };

    class Pieces;

    [[nodiscard]] Result<void> add(const MetricFamily& family, std::uint32_t place);
    [[nodiscard]] bool write_series(Pieces& pieces, std::string_view name, const Runs& runs) const;
    [[nodiscard]] static std::size_t samples_in(const Family& family) noexcept;

    [[nodiscard]] std::string label_block(const MetricFamily& family, const MetricSample& sample) const;
    [[nodiscard]] Result<void> check(const MetricFamily& family) const;

    std::string common_;  ///< the common labels as text, each behind a comma
    std::set<std::string, std::less<>> common_names_;
    std::vector<Timestamp> times_;
    std::map<std::string, Family, std::less<>> families_;
};

}  // namespace entangled

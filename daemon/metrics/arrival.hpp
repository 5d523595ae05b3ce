#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace entangled {

/// Where and when one sample is; the name points into the line it was read from.
struct SamplePlace {
    std::string_view name;
    std::int64_t milliseconds{};  ///< since 1970-01-01T00:00:00Z
    friend bool operator==(const SamplePlace&, const SamplePlace&) = default;
};

/// A sample line of OpenMetrics with a timestamp: `NAME{...} VALUE SECONDS`. Empty for every other line.
[[nodiscard]] std::optional<SamplePlace> read_openmetrics_sample(std::string_view line) noexcept;

/// A line of `promtool tsdb dump`: `{__name__="NAME", ...} VALUE MILLISECONDS`. Empty for every other line.
[[nodiscard]] std::optional<SamplePlace> read_dumped_sample(std::string_view line) noexcept;

/// How many of the samples that were written are there again, family by family. Memory grows with families and times,
/// not with samples.
class Arrival {
  public:
    void written(const SamplePlace& sample);
    /// After everything written. A family or a time that was not written is somebody else's and not counted.
    void arrived(const SamplePlace& sample);

    /// Whether something was written and no family has fewer samples than were written.
    [[nodiscard]] bool is_complete() const noexcept;
    /// A table of families with both counts, and the sum.
    [[nodiscard]] std::string text() const;

  private:
    struct Counts {
        std::size_t written{};
        std::size_t arrived{};
    };
    [[nodiscard]] Counts sum() const noexcept;

    std::map<std::string, Counts, std::less<>> families_;
    std::set<std::int64_t> times_;
};

}  // namespace entangled

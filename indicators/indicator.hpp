#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "indicators/core/code_book.hpp"
#include "indicators/core/dataset.hpp"
#include "indicators/core/reading.hpp"
#include "indicators/core/roster.hpp"

namespace entangled {

/// How a kind depends on the clock beyond what becomes known: not at all, by the day, or continuously.
enum class ClockUse : std::uint8_t { none, day, continuous };

enum class ParameterType : std::uint8_t { text, number, integer, flag, list, period, date };

/// One option of a kind as it stands in the configuration.
struct ParameterSpec {
    std::string_view name;
    ParameterType type{ParameterType::text};
    bool required{false};
    std::string_view meaning;
};

using ParameterValue = std::variant<std::string, double, std::int64_t, bool, std::vector<std::string>>;

/// Options of one configured reading, already checked against the names and types of its kind.
class Parameters {
  public:
    Parameters() = default;
    explicit Parameters(std::map<std::string, ParameterValue, std::less<>> values) : values_(std::move(values)) {}
    [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
    /// Text of an option; empty if it is not given.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::optional<double> number(std::string_view name) const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;
    [[nodiscard]] std::optional<bool> flag(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
    /// Canonical text of all options, for digests.
    [[nodiscard]] std::string canonical() const;

  private:
    std::map<std::string, ParameterValue, std::less<>> values_;
};

/// What is wrong with one option; `parameter` is empty if it is the reading as a whole.
struct ParameterError {
    std::string parameter;
    std::string detail;
};
[[noreturn]] void throw_exception_from_error(const ParameterError& error, const boost::source_location& where);

/// What every kind may look at while options are read.
struct ConfigureContext {
    const CodeBook& codes;
    RosterRule roster;  ///< default of the configuration
};

/// What a reading is computed from at one time. `upstream` has one reading for each of `Body::readings`, in order.
struct Evaluation {
    const View& view;
    Timestamp now;
    const CodeBook& codes;
    std::span<const Reading* const> upstream;
    Working* working{};  ///< null unless the working is asked for
};

using Labels = std::vector<std::pair<std::string, std::string>>;

/// A configured reading: what it reads and how it is computed.
struct Body {
    Labels labels;                  ///< values for the label names of the kind, in their order
    std::vector<SeriesKey> groups;  ///< series read; the origin is not looked at
    bool reads_records{false};      ///< acts or policies
    bool reads_rosters{false};
    std::vector<std::string> readings;                   ///< ids of the readings it is computed from
    bool candidates{false};                              ///< a comparable pair is looked for among the readings
    std::vector<std::string> definitions;                ///< definitions that stand in the value, for comparability
    std::string subject;                                 ///< what it says, in a few words, for people
    std::function<Reading(const Evaluation&)> evaluate;  ///< pure; must not keep references
};

struct IndicatorKind;

/// One upstream reading as a kind sees it while the graph is checked.
struct Upstream {
    std::string_view id;
    const IndicatorKind* kind{};
    const Body* body{};
};

/// Everything there is to know of one kind of indicator. Compiled in, listed once in registry.def.
struct IndicatorKind {
    std::string_view name;
    std::string_view unit;  ///< suffix of the metric: ratio, per_year, years, points, timestamp_seconds or empty
    std::string_view help;
    std::string_view formula;
    std::string_view range;
    std::string_view inputs;
    std::string_view smallest_input;
    std::string_view source;
    std::string_view limitation;
    std::string_view falsifier;
    std::string_view claims;  ///< rows of the claim table that it answers, for example "C01 C02"
    std::span<const std::string_view> labels;
    std::span<const std::string_view> answers;
    std::span<const ParameterSpec> parameters;
    ClockUse clock{ClockUse::none};
    bool is_signed{false};  ///< negated exactly when the blocs are swapped
    boost::system::result<Body, ParameterError> (*configure)(const Parameters&, const ConfigureContext&){};
    /// What is wrong with the readings it is computed from; null if any will do.
    std::optional<std::string> (*check)(const Body&, std::span<const Upstream>, const CodeBook&){};
};

/// Every kind, in the order of registry.def.
[[nodiscard]] std::span<const IndicatorKind* const> indicator_kinds() noexcept;
/// The kind of that name, or null.
[[nodiscard]] const IndicatorKind* find_indicator_kind(std::string_view name) noexcept;

}  // namespace entangled

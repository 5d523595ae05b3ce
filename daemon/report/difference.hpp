#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/engine/cycle.hpp"

namespace entangled::report {

/// How a reading differs between two days. `news`: a newer period, or for a record a later day, came in and what was
/// known stands; `revised`: what was known was restated; `absent` and `appeared`: the value went or came.
enum class Change : std::uint8_t {
    unchanged,
    news,
    revised,
    news_and_revised,
    absent,
    appeared,
    reason_changed,
    answer_changed
};
[[nodiscard]] std::string_view to_string(Change change) noexcept;

/// A change of one number taken apart, in the unit of the reading: what restating the past did, and what is new.
struct Effect {
    double revision{};  ///< the later view cut at the earlier newest period, less the earlier value
    double news{};      ///< the later value, less that cut
    [[nodiscard]] double total() const noexcept { return revision + news; }
};

/// One reading at two days.
struct Difference {
    std::string id;
    std::string subject;
    std::string unit;
    Change change{Change::unchanged};
    Reading earlier;
    Reading later;
    Reading cut;                  ///< the later knowledge of what the earlier reading spoke of
    std::optional<Effect> value;  ///< if all three have a value
    std::optional<Effect> lower;  ///< of the ends, if all three have any and one is more than a value
    std::optional<Effect> upper;

    /// Whether restating the past moved the figure more than what is new; of bounds, both ends together.
    [[nodiscard]] bool mostly_by_revision() const noexcept;
};

/// Every reading as known and evaluated at `earlier` and at `later`, in the order of the plan. Readings with a period
/// are cut at the newest period of the earlier one; those that follow a record are evaluated at `earlier` with what was
/// known at `later`. Feed states are those of the data set for both days. `earlier <= later`. Pure.
[[nodiscard]] std::vector<Difference> compare(std::shared_ptr<const Plan> plan, std::shared_ptr<const Dataset> dataset,
                                              Timestamp earlier, Timestamp later);

}  // namespace entangled::report

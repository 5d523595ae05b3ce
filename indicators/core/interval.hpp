#pragma once

namespace entangled {

/// A closed interval; `lower <= upper`, both finite. An exact value has both ends equal.
struct Interval {
    double lower{};
    double upper{};
    [[nodiscard]] constexpr bool exact() const noexcept { return lower == upper; }
    friend constexpr bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace entangled

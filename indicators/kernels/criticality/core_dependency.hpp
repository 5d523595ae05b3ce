#pragma once

#include "indicators/core/result.hpp"

#include <optional>
#include <span>

namespace entangled::kernels {

/// What a row of a bloc's imports stands for.
enum class Partner {
    outside,      ///< a named supplier outside of the bloc
    inside,       ///< a member of the bloc
    undisclosed,  ///< outside, but secret or unspecified (Q codes, "areas nes")
    aggregate     ///< a total ("World", "extra-EU") or anything else that is counted in other rows: ignored
};

/// Imports of one product from one partner, amount >= 0; all amounts of a case in one unit and on one basis.
struct PartnerImports {
    double amount{};
    Partner partner{Partner::outside};
};

/// One product, one bloc, one period.
struct BlocTrade {
    std::span<const PartnerImports> imports{};  ///< in any order
    double intra_exports{};                     ///< >= 0, to members
    double extra_exports{};                     ///< >= 0, to all others
};

/// The three Core Dependency Indicators; an absent one is undefined, which is neither 0 nor infinite.
struct CoreDependency {
    std::optional<double> concentration{};  ///< CDI1, HHI of named outside suppliers, (0, 1]; absent without any
    std::optional<double> extra_share{};    ///< CDI2, outside imports over all imports, [0, 1]
    std::optional<double>
        imports_to_exports{};        ///< CDI3, outside imports over all exports, >= 0; absent without exports
    bool imports_without_exports{};  ///< why CDI3 is absent: outside imports but no exports
};

/// CDI1 = sum (M_c / M_named)^2 over `outside` rows, CDI2 = M_extra / (M_extra + M_intra), CDI3 = M_extra / X, where
/// M_extra counts `outside` and `undisclosed` rows. European Commission, SWD(2021) 352. Needs one import.
/// Errors: no_data if nothing is imported, bad_value if an amount is negative or not finite or a ratio overflows.
[[nodiscard]] Result<CoreDependency> core_dependency(const BlocTrade& trade);

/// Whether a product that is imported but not exported meets the third criterion: it is undecided in the Commission's
/// definition, and met (printed 9999) in CEPII's.
enum class NoExports { undecided, met };

/// Each exceeded strictly. 0.4 and 1 by SWD(2021) 352 and CEPII GeoDep.
struct DependencyLimits {
    double concentration{0.4};
    double extra_share{0.5};
    double imports_to_exports{1.0};
    NoExports no_exports{NoExports::undecided};
};

/// How many criteria are met.
struct DependencyClass {
    int met{};        ///< 0..3
    int undecided{};  ///< of those not met, how many are undefined: the class lies in [met, met + undecided]
    [[nodiscard]] constexpr bool dependent() const noexcept { return met == 3; }
};

/// Class of `indicators`. Error: bad_value if an indicator or a limit is negative or not finite.
[[nodiscard]] Result<DependencyClass> dependency_class(const CoreDependency& indicators,
                                                       const DependencyLimits& limits = {});

}  // namespace entangled::kernels

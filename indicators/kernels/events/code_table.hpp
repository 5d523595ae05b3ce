#pragma once

#include "indicators/core/result.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entangled::kernels {

/// How far a look-up may climb when a code has no entry of its own.
enum class CodeFallback {
    exact,  ///< not at all
    base,   ///< to its first three digits
    root    ///< to its first three digits, then to its first two
};

/// Which entry answered a look-up.
enum class CodeMatch { exact, base, root };

/// Weight of an event code and where it comes from.
struct CodeWeight {
    double weight{};
    CodeMatch match{};
};

/// One row of a table of weights by code; codes are strings of two to four digits, zeros in front count.
struct CodeEntry {
    std::string code;
    double weight{};
};

/// Weights of event codes, root (2 digits), base (3) and leaf (4), for example Goldstein (1992) on CAMEO codes.
class CodeTable {
  public:
    /// Rows in any order. Errors: no_data if empty, bad_value if a code is not two to four digits or stands twice, or a
    /// weight is not finite.
    [[nodiscard]] static Result<CodeTable> make(std::vector<CodeEntry> rows);

    /// Weight of `code`, or of the nearest code above it that `fallback` allows. A code without an entry is missing and
    /// never 0: with `exact`, 106 has none in the published table. Errors: no_data if no allowed entry exists,
    /// bad_value if the code is not two to four digits.
    [[nodiscard]] Result<CodeWeight> weight(std::string_view code, CodeFallback fallback) const;

  private:
    explicit CodeTable(std::vector<CodeEntry> rows) : rows_{std::move(rows)} {}

    std::vector<CodeEntry> rows_;
};

}  // namespace entangled::kernels

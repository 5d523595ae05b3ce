#pragma once

#include <string>
#include <string_view>

namespace entangled {

/// Appends the shortest text that reads back as the same number: integers below 2^53 without point or exponent,
/// `+Inf`, `-Inf` and `NaN` as both formats spell them.
void append_number(std::string& out, double value);

/// Appends a bucket bound in the one form both formats agree on: always with a point or an exponent, or `+Inf`.
void append_bound(std::string& out, double bound);

/// Appends a label value without its quotes. Ill-formed UTF-8 and control characters other than tab become U+FFFD: one
/// such byte makes Prometheus drop the whole target.
void append_label_value(std::string& out, std::string_view value);

/// Appends HELP text, with `"` escaped or not. Ill-formed bytes are treated as in label values.
void append_help(std::string& out, std::string_view help, bool escape_quotes);

/// `[a-zA-Z_][a-zA-Z0-9_]*`; colons are kept for recording rules.
[[nodiscard]] bool is_metric_name(std::string_view name) noexcept;
/// Like a metric name, and not starting with `__`.
[[nodiscard]] bool is_label_name(std::string_view name) noexcept;

}  // namespace entangled

#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/doctor/answer.hpp"
#include "daemon/doctor/finding.hpp"
#include "indicators/core/result.hpp"

namespace entangled::doctor {

/// Why an answer is not one with status 200, in words; empty if it is. A null answer was never asked for.
[[nodiscard]] std::string what_is_wrong(const Answer* answer);

/// What helps against it, if it is known.
[[nodiscard]] std::string remedy_against(const Answer* answer);

/// The answer of that id, or null.
[[nodiscard]] const Answer* find(const Answers& answers, std::string_view id);

/// The body as JSON. Errors: no answer, another status than 200, no JSON; `detail` says what came instead.
[[nodiscard]] Result<boost::json::value> json_of(const Answer* answer);

/// `data` of an answer of Prometheus. Errors: those of `json_of`, and what Prometheus itself calls an error.
[[nodiscard]] Result<boost::json::value> data_of(const Answer* answer);

/// The text at a JSON pointer such as `/labels/job`; empty if there is none.
[[nodiscard]] std::string text_at(const boost::json::value& value, std::string_view pointer);
/// The array at a JSON pointer; an empty one if there is none.
[[nodiscard]] const boost::json::array& array_at(const boost::json::value& value, std::string_view pointer);

/// The number of a Prometheus sample `[time, "value"]` at a JSON pointer.
[[nodiscard]] std::optional<double> sample_at(const boost::json::value& value, std::string_view pointer);
/// A number, also one that is written as a text.
[[nodiscard]] std::optional<double> number_of(const boost::json::value& value);
[[nodiscard]] std::optional<double> read_number(std::string_view text) noexcept;

/// The beginning of a text, on one line.
[[nodiscard]] std::string beginning(std::string_view text);

}  // namespace entangled::doctor

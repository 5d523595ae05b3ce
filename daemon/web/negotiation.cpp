#include "daemon/web/negotiation.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace entangled::web {
namespace {

std::string_view trimmed(std::string_view text) noexcept
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes the piece before the next separator outside of quotes off the text, trimmed.
std::string_view take_piece(std::string_view& text, char separator) noexcept
{
    bool quoted = false;
    std::size_t end = 0;
    for (; end < text.size() && (quoted || text[end] != separator); ++end) {
        if (text[end] == '"') quoted = !quoted;
    }
    const std::string_view piece = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return piece;
}

/// Whether a text is the same but for capitals; `lower_case` has none.
bool is(std::string_view text, std::string_view lower_case) noexcept
{
    return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(), [](char sent, char lower) {
        return (sent >= 'A' && sent <= 'Z' ? static_cast<char>(sent - 'A' + 'a') : sent) == lower;
    });
}

/// A quality; what is not a number counts as not given, as other servers have it.
double quality(std::string_view text) noexcept
{
    double value = 1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0)) return 1;
    return std::min(value, 1.0);
}

/// One alternative of an Accept or Accept-Encoding header, as it was sent.
struct Clause {
    std::string_view name;
    std::string_view version;
    std::string_view escaping;
    double quality{1};
};

Clause parse_clause(std::string_view text) noexcept
{
    Clause clause;
    clause.name = take_piece(text, ';');
    while (!text.empty()) {
        const std::string_view part = take_piece(text, ';');
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        const std::string_view name = trimmed(part.substr(0, equals));
        std::string_view value = trimmed(part.substr(equals + 1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        if (is(name, "q")) clause.quality = quality(value);
        if (is(name, "version")) clause.version = value;
        if (is(name, "escaping")) clause.escaping = value;
    }
    return clause;
}

/// Takes the next clause off a header; empty at its end.
std::optional<Clause> take_clause(std::string_view& header) noexcept
{
    while (!header.empty()) {
        const std::string_view text = take_piece(header, ',');
        if (!text.empty()) return parse_clause(text);
    }
    return std::nullopt;
}

/// How exactly a clause speaks of our text format; 0 if it does not.
int text_precision(const Clause& clause) noexcept
{
    if (is(clause.name, "*/*")) return 1;
    if (is(clause.name, "text/*")) return 2;
    if (!is(clause.name, "text/plain")) return 0;
    if (clause.version.empty()) return 3;
    return clause.version == "0.0.4" ? 4 : 0;
}

/// Quality of our text format: that of the most exact clause, 0 if there is none.
double text_quality(std::string_view accept) noexcept
{
    int best = 0;
    double found = 0;
    while (const auto clause = take_clause(accept)) {
        const int precision = text_precision(*clause);
        if (precision <= best) continue;
        best = precision;
        found = clause->quality;
    }
    return found;
}

/// The clause of our OpenMetrics with the best quality, the first of several.
std::optional<Clause> openmetrics_clause(std::string_view accept) noexcept
{
    std::optional<Clause> best;
    while (const auto clause = take_clause(accept)) {
        const bool is_ours =
            is(clause->name, "application/openmetrics-text") && (clause->version.empty() || clause->version == "1.0.0");
        if (is_ours && (!best || clause->quality > best->quality)) best = clause;
    }
    return best;
}

}  // namespace

MetricsChoice choose_metrics_format(std::string_view accept) noexcept
{
    const auto openmetrics = openmetrics_clause(accept);
    if (!openmetrics || openmetrics->quality <= 0 || openmetrics->quality < text_quality(accept)) return {};
    return {MetricsFormat::openmetrics, openmetrics->version == "1.0.0" && is(openmetrics->escaping, "underscores")};
}

std::string_view content_type_of(const MetricsChoice& choice) noexcept
{
    if (choice.format == MetricsFormat::text) return "text/plain; version=0.0.4; charset=utf-8";
    if (choice.name_escaping) return "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores";
    return "application/openmetrics-text; version=1.0.0; charset=utf-8";
}

bool accepts_gzip(std::string_view accept_encoding) noexcept
{
    std::optional<double> gzip;
    std::optional<double> any;
    std::optional<double> identity;
    while (const auto clause = take_clause(accept_encoding)) {
        if (is(clause->name, "gzip") || is(clause->name, "x-gzip")) gzip = std::max(gzip.value_or(0), clause->quality);
        if (clause->name == "*") any = clause->quality;
        if (is(clause->name, "identity")) identity = clause->quality;
    }
    const double wanted = gzip.value_or(any.value_or(0));
    return wanted > 0 && wanted >= identity.value_or(0);
}

}  // namespace entangled::web

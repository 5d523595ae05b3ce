#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/web/http_types.hpp"

namespace entangled::web {

/// Everything that can be read, from one cycle. Null parts are not ready yet and answered by 503.
struct SitePages {
    std::shared_ptr<const std::string> home;  ///< HTML of `/`, complete and without scripts
    std::shared_ptr<const std::string> metrics_text;
    std::shared_ptr<const std::string> metrics_text_gzip;
    std::shared_ptr<const std::string> metrics_openmetrics;
    std::shared_ptr<const std::string> metrics_openmetrics_gzip;
    bool ready{false};   ///< the first cycle is committed
    bool healthy{true};  ///< the last committed cycle is not older than three intervals, at the time of the request
};

/// What came of a reload; `detail` is shown to who asked for it and names every error.
struct ReloadOutcome {
    bool accepted{false};
    std::string detail;
};
/// Reloads the configuration; empty if that may not be asked for over HTTP.
using ReloadFunction = std::function<ReloadOutcome()>;

/// The answer to a request. Pure but for `reload`, which is called for POST and PUT of `/-/reload` only.
[[nodiscard]] Response respond(const Request& request, const SitePages& pages, const ReloadFunction& reload);

/// The path of a target in origin or absolute form, without its query; empty if it is neither.
[[nodiscard]] std::string_view path_of(std::string_view target) noexcept;

/// The served path that a target asks for, or `other`: a closed set, for metrics. Points to static text.
[[nodiscard]] std::string_view served_path(std::string_view target) noexcept;

/// A short answer in plain text.
[[nodiscard]] Response plain_response(unsigned status, std::string text);

}  // namespace entangled::web

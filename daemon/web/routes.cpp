#include "daemon/web/routes.hpp"

#include "daemon/web/negotiation.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace entangled::web {
namespace {

constexpr std::size_t most_headers = 4;

struct Context {
    const Request& request;
    const SitePages& pages;
    const ReloadFunction& reload;
};

Response not_ready()
{
    Response response = plain_response(503, "The first cycle is not finished yet.\n");
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

Response home(const Context& context)
{
    if (!context.pages.home) return not_ready();
    Response response{.content_type = "text/html; charset=utf-8", .body = context.pages.home};
    response.headers.emplace_back("Content-Security-Policy",
                                  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
                                  "frame-ancestors 'none'");
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
    return response;
}

Response metrics(const Context& context)
{
    const SitePages& pages = context.pages;
    const MetricsChoice choice = choose_metrics_format(context.request.accept);
    const bool is_text = choice.format == MetricsFormat::text;
    const auto& compressed = is_text ? pages.metrics_text_gzip : pages.metrics_openmetrics_gzip;
    Response response{.content_type = content_type_of(choice),
                      .body = is_text ? pages.metrics_text : pages.metrics_openmetrics};
    if (compressed && accepts_gzip(context.request.accept_encoding)) {
        response.body = compressed;
        response.content_encoding = "gzip";
    }
    if (!response.body) return not_ready();
    response.headers.reserve(most_headers);
    response.headers.emplace_back("Vary", "Accept, Accept-Encoding");
    return response;
}

Response healthy(const Context& context)
{
    if (context.pages.healthy) return plain_response(200, "healthy\n");
    return plain_response(503, "The last finished cycle is older than three intervals.\n");
}

Response ready(const Context& context) { return context.pages.ready ? plain_response(200, "ready\n") : not_ready(); }

Response reload(const Context& context)
{
    if (!context.reload) {
        return plain_response(403,
                              "Reload over HTTP is off: set enable_lifecycle in the configuration, or use "
                              "`entangled reload` or SIGHUP.\n");
    }
    ReloadOutcome outcome = context.reload();
    if (outcome.detail.empty()) outcome.detail = outcome.accepted ? "reloaded" : "the configuration was refused";
    if (!outcome.detail.ends_with('\n')) outcome.detail += '\n';
    return plain_response(outcome.accepted ? 200 : 500, std::move(outcome.detail));
}

struct Route {
    std::string_view path;
    std::array<std::string_view, 2> methods;
    std::string_view allow;
    Response (*handler)(const Context&);
};

constexpr std::array<std::string_view, 2> reading{"GET", "HEAD"};
constexpr std::array<std::string_view, 2> acting{"POST", "PUT"};
constexpr std::array<Route, 5> routes{{{"/", reading, "GET, HEAD", home},
                                       {"/metrics", reading, "GET, HEAD", metrics},
                                       {"/-/healthy", reading, "GET, HEAD", healthy},
                                       {"/-/ready", reading, "GET, HEAD", ready},
                                       {"/-/reload", acting, "POST, PUT", reload}}};

/// Length of the scheme that an absolute target begins with; 0 if it is not absolute.
std::size_t scheme_length(std::string_view target) noexcept
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (target.starts_with(scheme)) return scheme.size();
    }
    return 0;
}

const Route* find_route(std::string_view path) noexcept
{
    const auto route =
        std::find_if(routes.begin(), routes.end(), [path](const Route& candidate) { return candidate.path == path; });
    return route == routes.end() ? nullptr : &*route;
}

Response dispatch(const Context& context)
{
    const std::string_view path = path_of(context.request.target);
    if (path.empty()) return plain_response(400, "The target of a request must be a path such as /metrics.\n");
    const Route* route = find_route(path);
    if (route == nullptr) return plain_response(404, "There is nothing here. Look at / or /metrics.\n");
    if (std::find(route->methods.begin(), route->methods.end(), context.request.method) == route->methods.end()) {
        Response response = plain_response(405, "Allowed here: " + std::string{route->allow} + ".\n");
        response.headers.emplace_back("Allow", route->allow);
        return response;
    }
    return route->handler(context);
}

}  // namespace

std::string_view path_of(std::string_view target) noexcept
{
    const std::size_t scheme = scheme_length(target);
    if (scheme > 0) {
        target.remove_prefix(scheme);
        target.remove_prefix(std::min(target.find_first_of("/?#"), target.size()));
        if (!target.starts_with('/')) return "/";
    }
    if (!target.starts_with('/')) return {};
    return target.substr(0, target.find_first_of("?#"));
}

Response plain_response(unsigned status, std::string text)
{
    return {.status = status,
            .content_type = "text/plain; charset=utf-8",
            .body = std::make_shared<const std::string>(std::move(text))};
}

std::string_view served_path(std::string_view target) noexcept
{
    const Route* route = find_route(path_of(target));
    return route == nullptr ? "other" : route->path;
}

Response respond(const Request& request, const SitePages& pages, const ReloadFunction& reload)
{
    Response response = dispatch({request, pages, reload});
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    return response;
}

}  // namespace entangled::web

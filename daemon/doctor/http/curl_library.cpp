#include "daemon/doctor/http/curl_library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

namespace entangled::doctor {
namespace {

template <class Function>
bool find(void* library, const char* name, Function& function)
{
    function = reinterpret_cast<Function>(::dlsym(library, name));
    return function != nullptr;
}

}  // namespace

Result<CurlLibrary> load_curl()
{
    constexpr const char* name = "libcurl.so.4";
    void* const library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        return Error{Errc::not_configured, fmt::format("{} is not installed: apt-get install libcurl4", name)};
    }
    CurlLibrary curl;
    const bool whole =
        find(library, "curl_easy_init", curl.init) && find(library, "curl_easy_setopt", curl.set) &&
        find(library, "curl_easy_perform", curl.perform) && find(library, "curl_easy_getinfo", curl.info) &&
        find(library, "curl_easy_cleanup", curl.cleanup) && find(library, "curl_easy_strerror", curl.text_of) &&
        find(library, "curl_easy_escape", curl.escape) && find(library, "curl_free", curl.free) &&
        find(library, "curl_easy_header", curl.header) && find(library, "curl_getdate", curl.read_date);
    if (!whole) return Error{Errc::not_configured, fmt::format("{} is too old: 7.85 or newer is needed", name)};
    return curl;
}

}  // namespace entangled::doctor

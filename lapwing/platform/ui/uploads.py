"""Where a file that was sent by a script leads: a script cannot be led on as a form is."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
ASKED, GO_TO = "Lapwing-Upload", "Lapwing-Go-To"


def uploads(get_response: GetResponse) -> GetResponse:
    """Middleware: says where to go on instead of leading there.

    A script that followed would draw the next page unseen, and the lines that it says once would be lost.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method != "POST" or ASKED not in request.headers:
            return response
        if response.status_code not in (301, 302, 303):
            return response
        answer = HttpResponse(status=204, headers={GO_TO: response.headers["Location"]})
        answer.cookies = response.cookies
        answer["Cache-Control"] = "no-store"
        return answer

    return middleware

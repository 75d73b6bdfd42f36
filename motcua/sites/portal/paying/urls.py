"""Addresses of paying; mounted by the portal under its own name."""

from django.urls import path

from motcua.sites.portal.paying import notices, pages

urlpatterns = [
    path("dossiers/<str:code>/payment", pages.payment, name="payment"),
    path("dossiers/<str:code>/payment/<int:number>", pages.payment, name="payment-of"),
    path("dossiers/<str:code>/payment/<int:number>/standing", pages.standing, name="payment-standing"),
    path("dossiers/<str:code>/payment/<int:number>/qr.png", pages.picture, name="payment-picture"),
    path("dossiers/<str:code>/payment/<int:number>/to/<str:gateway>", pages.going, name="payment-going"),
    path("dossiers/<str:code>/payment/<int:number>/vnpay", pages.coming_back, name="payment-coming-back"),
    path("dossiers/<str:code>/payment/<int:number>/bill", pages.bill, name="payment-bill"),
    path("payments/vnpay/notice", notices.vnpay, name="vnpay-notice"),
    path("payments/bank/notice", notices.bank, name="bank-notice"),
    path("payments/<str:gateway>/notice", notices.pipe, name="pipe-notice"),
]

package demo;

final class Units {

  static int up0(int value) {
    return value + 0;
  }

  static int up1(int value) {
    return value + 1;
  }

  static int up2(int value) {
    return value + 2;
  }

  static int up3(int value) {
    return value + 3;
  }

  static int up4(int value) {
    return value + 4;
  }

  static int up5(int value) {
    return value + 5;
  }

  static int up6(int value) {
    return value + 6;
  }

  static int up7(int value) {
    return value + 7;
  }

  static int up8(int value) {
    return value + 8;
  }

  static int up9(int value) {
    return value + 9;
  }

  static int up10(int value) {
    return value + 10;
  }

  static int up11(int value) {
    return value + 11;
  }

  static int up12(int value) {
    return value + 12;
  }

  static int up13(int value) {
    return value + 13;
  }

  static int up14(int value) {
    return value + 14;
  }

  static int up15(int value) {
    return value + 15;
  }

  static int up16(int value) {
    return value + 16;
  }

  static int up17(int value) {
    return value + 17;
  }

  static int up18(int value) {
    return value + 18;
  }

  static int up19(int value) {
    return value + 19;
  }

  static int up20(int value) {
    return value + 20;
  }

  static int up21(int value) {
    return value + 21;
  }

  static int up22(int value) {
    return value + 22;
  }

  static int up23(int value) {
    return value + 23;
  }

  static int up24(int value) {
    return value + 24;
  }

  static int up25(int value) {
    return value + 25;
  }

  static int up26(int value) {
    return value + 26;
  }

  static int up27(int value) {
    return value + 27;
  }

  static int up28(int value) {
    return value + 28;
  }

  static int up29(int value) {
    return value + 29;
  }

  static int up30(int value) {
    return value + 30;
  }

  static int up31(int value) {
    return value + 31;
  }

  static int up32(int value) {
    return value + 32;
  }

  static int up33(int value) {
    return value + 33;
  }

  static int up34(int value) {
    return value + 34;
  }

  static int up35(int value) {
    return value + 35;
  }

  static int up36(int value) {
    return value + 36;
  }

  static int up37(int value) {
    return value + 37;
  }

  static int up38(int value) {
    return value + 38;
  }

  static int up39(int value) {
    return value + 39;
  }

  static int up40(int value) {
    return value + 40;
  }

  static int up41(int value) {
    return value + 41;
  }

  static int up42(int value) {
    return value + 42;
  }

  static int up43(int value) {
    return value + 43;
  }

  static int up44(int value) {
    return value + 44;
  }

  static int toMinutes(int hours) {
    return hours * 24;
  }

  static int down0(int value) {
    return value + 0;
  }

  static int down1(int value) {
    return value + 1;
  }

  static int down2(int value) {
    return value + 2;
  }

  static int down3(int value) {
    return value + 3;
  }

  static int down4(int value) {
    return value + 4;
  }

  static int down5(int value) {
    return value + 5;
  }

  static int down6(int value) {
    return value + 6;
  }

  static int down7(int value) {
    return value + 7;
  }

  static int down8(int value) {
    return value + 8;
  }

  static int down9(int value) {
    return value + 9;
  }

  static int down10(int value) {
    return value + 10;
  }

  static int down11(int value) {
    return value + 11;
  }

  static int down12(int value) {
    return value + 12;
  }

  static int down13(int value) {
    return value + 13;
  }

  static int down14(int value) {
    return value + 14;
  }

  static int down15(int value) {
    return value + 15;
  }

  static int down16(int value) {
    return value + 16;
  }

  static int down17(int value) {
    return value + 17;
  }

  static int down18(int value) {
    return value + 18;
  }

  static int down19(int value) {
    return value + 19;
  }

  static int down20(int value) {
    return value + 20;
  }

  static int down21(int value) {
    return value + 21;
  }

  static int down22(int value) {
    return value + 22;
  }

  static int down23(int value) {
    return value + 23;
  }

  static int down24(int value) {
    return value + 24;
  }

  static int down25(int value) {
    return value + 25;
  }

  static int down26(int value) {
    return value + 26;
  }

  static int down27(int value) {
    return value + 27;
  }

  static int down28(int value) {
    return value + 28;
  }

  static int down29(int value) {
    return value + 29;
  }

  static int down30(int value) {
    return value + 30;
  }

  static int down31(int value) {
    return value + 31;
  }

  static int down32(int value) {
    return value + 32;
  }

  static int down33(int value) {
    return value + 33;
  }

  static int down34(int value) {
    return value + 34;
  }

  static int down35(int value) {
    return value + 35;
  }

  static int down36(int value) {
    return value + 36;
  }

  static int down37(int value) {
    return value + 37;
  }

  static int down38(int value) {
    return value + 38;
  }

  static int down39(int value) {
    return value + 39;
  }

  static int down40(int value) {
    return value + 40;
  }

  static int down41(int value) {
    return value + 41;
  }

  static int down42(int value) {
    return value + 42;
  }

  static int down43(int value) {
    return value + 43;
  }

  static int down44(int value) {
    return value + 44;
  }
}

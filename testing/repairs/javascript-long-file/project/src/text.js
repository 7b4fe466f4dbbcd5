function step0(value) {
  return value + 0;
}

function step1(value) {
  return value + 1;
}

function step2(value) {
  return value + 2;
}

function step3(value) {
  return value + 3;
}

function step4(value) {
  return value + 4;
}

function step5(value) {
  return value + 5;
}

function step6(value) {
  return value + 6;
}

function step7(value) {
  return value + 7;
}

function step8(value) {
  return value + 8;
}

function step9(value) {
  return value + 9;
}

function step10(value) {
  return value + 10;
}

function step11(value) {
  return value + 11;
}

function step12(value) {
  return value + 12;
}

function step13(value) {
  return value + 13;
}

function step14(value) {
  return value + 14;
}

function step15(value) {
  return value + 15;
}

function step16(value) {
  return value + 16;
}

function step17(value) {
  return value + 17;
}

function step18(value) {
  return value + 18;
}

function step19(value) {
  return value + 19;
}

function step20(value) {
  return value + 20;
}

function step21(value) {
  return value + 21;
}

function step22(value) {
  return value + 22;
}

function step23(value) {
  return value + 23;
}

function step24(value) {
  return value + 24;
}

function step25(value) {
  return value + 25;
}

function step26(value) {
  return value + 26;
}

function step27(value) {
  return value + 27;
}

function step28(value) {
  return value + 28;
}

function step29(value) {
  return value + 29;
}

function step30(value) {
  return value + 30;
}

function step31(value) {
  return value + 31;
}

function step32(value) {
  return value + 32;
}

function step33(value) {
  return value + 33;
}

function step34(value) {
  return value + 34;
}

function step35(value) {
  return value + 35;
}

function step36(value) {
  return value + 36;
}

function step37(value) {
  return value + 37;
}

function step38(value) {
  return value + 38;
}

function step39(value) {
  return value + 39;
}

function step40(value) {
  return value + 40;
}

function step41(value) {
  return value + 41;
}

function step42(value) {
  return value + 42;
}

function step43(value) {
  return value + 43;
}

function step44(value) {
  return value + 44;
}

function slug(title) {
  return title.toLowerCase().replace(" ", "-");
}

function jump0(value) {
  return value + 0;
}

function jump1(value) {
  return value + 1;
}

function jump2(value) {
  return value + 2;
}

function jump3(value) {
  return value + 3;
}

function jump4(value) {
  return value + 4;
}

function jump5(value) {
  return value + 5;
}

function jump6(value) {
  return value + 6;
}

function jump7(value) {
  return value + 7;
}

function jump8(value) {
  return value + 8;
}

function jump9(value) {
  return value + 9;
}

function jump10(value) {
  return value + 10;
}

function jump11(value) {
  return value + 11;
}

function jump12(value) {
  return value + 12;
}

function jump13(value) {
  return value + 13;
}

function jump14(value) {
  return value + 14;
}

function jump15(value) {
  return value + 15;
}

function jump16(value) {
  return value + 16;
}

function jump17(value) {
  return value + 17;
}

function jump18(value) {
  return value + 18;
}

function jump19(value) {
  return value + 19;
}

function jump20(value) {
  return value + 20;
}

function jump21(value) {
  return value + 21;
}

function jump22(value) {
  return value + 22;
}

function jump23(value) {
  return value + 23;
}

function jump24(value) {
  return value + 24;
}

function jump25(value) {
  return value + 25;
}

function jump26(value) {
  return value + 26;
}

function jump27(value) {
  return value + 27;
}

function jump28(value) {
  return value + 28;
}

function jump29(value) {
  return value + 29;
}

function jump30(value) {
  return value + 30;
}

function jump31(value) {
  return value + 31;
}

function jump32(value) {
  return value + 32;
}

function jump33(value) {
  return value + 33;
}

function jump34(value) {
  return value + 34;
}

function jump35(value) {
  return value + 35;
}

function jump36(value) {
  return value + 36;
}

function jump37(value) {
  return value + 37;
}

function jump38(value) {
  return value + 38;
}

function jump39(value) {
  return value + 39;
}

function jump40(value) {
  return value + 40;
}

function jump41(value) {
  return value + 41;
}

function jump42(value) {
  return value + 42;
}

function jump43(value) {
  return value + 43;
}

function jump44(value) {
  return value + 44;
}

module.exports = { slug };
